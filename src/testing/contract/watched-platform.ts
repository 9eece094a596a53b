import type { Platform } from '../../client/platform.ts';

/** A platform that knows what was taken from it and not given back. */
export type WatchedPlatform = { readonly platform: Platform; leaks(): readonly string[] };

const OPEN = 1;

export function watchPlatform(inner: Platform): WatchedPlatform {
  const timers = new Map<object, string>();
  const fetches = new Map<object, string>();
  const sources: { readonly what: string; readonly source: { readonly readyState: number } }[] = [];

  return {
    platform: {
      ...inner,
      setTimer(delayMs, run) {
        const timer = {};
        timers.set(timer, `a timer of ${delayMs} ms`);
        const cancel = inner.setTimer(delayMs, () => {
          timers.delete(timer);
          run();
        });
        return () => {
          timers.delete(timer);
          cancel();
        };
      },
      async fetch(url, init) {
        const request = {};
        fetches.set(request, `a request for ${url}`);
        return inner.fetch(url, init).finally(() => fetches.delete(request));
      },
      openEventSource(url) {
        const source = inner.openEventSource(url);
        sources.push({ what: 'an EventSource', source });
        return source;
      },
      openWebSocket(url) {
        const source = inner.openWebSocket(url);
        sources.push({ what: 'a WebSocket', source });
        return source;
      },
    },
    // A WebSocket that is closing may wait for a peer that is gone; that is the platform's business.
    leaks: () => [
      ...timers.values(),
      ...fetches.values(),
      ...sources.filter(({ source }) => source.readyState <= OPEN).map(({ what }) => what),
    ],
  };
}

/** A signal that is still listened to after the end keeps what listens, attempt after attempt. */
export function watchSignal(signal: AbortSignal): { leaks(): readonly string[] } {
  const listeners = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    listeners.add(listener);
    addEventListener.call(signal, type, listener);
  };
  signal.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    listeners.delete(listener);
    removeEventListener.call(signal, type, listener);
  };
  return { leaks: () => (listeners.size > 0 ? [`${listeners.size} listeners on its signal`] : []) };
}
