import { EventSource, type FetchLike } from 'eventsource';
import { WebSocket } from 'ws';
import type { EventSourceLike, Platform, WebSocketLike } from './platform.ts';

/** Node, for tests and tools: its own fetch, and the packages that give it what a browser has. */
export const nodePlatform: Platform = {
  now: () => performance.timeOrigin + performance.now(),
  wallClock: () => Date.now(),
  random: () => Math.random(),
  fetch: (url, init) => fetch(url, init),
  takeTiming: () => undefined,
  openEventSource: (url) => new EventSource(url, { fetch: fetchStream }) as unknown as EventSourceLike,
  openWebSocket: (url) => new WebSocket(url) as unknown as WebSocketLike,
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The package leaves an answer that it refuses unread, and its connection open for good. */
const fetchStream: FetchLike = async (url, init) => {
  const response = await fetch(url, init);
  const isStream = response.status === 200 && response.headers.get('Content-Type')?.startsWith('text/event-stream');
  if (!isStream) await response.body?.cancel();
  return response;
};
