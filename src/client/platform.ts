/**
 * All that the client takes from the world. Platform functions are wrapped and looked up when they
 * are called, never captured at import: browsers throw on a detached `fetch`, and tests replace timers.
 */
export type Platform = {
  /** ms since 1970, fractional, never steps back. */
  now(): number;
  /** ms since 1970 by the wall clock, which may step; only good for noticing that it did. */
  wallClock(): number;
  random(): number;
  fetch(url: string, init: FetchInit): Promise<ResponseLike>;
  /** When a finished fetch was sent and its answer began to arrive, where the platform tells; each is told once. */
  takeTiming(url: string): { readonly sentAt: number; readonly answeredAt: number } | undefined;
  openEventSource(url: string): EventSourceLike;
  openWebSocket(url: string): WebSocketLike;
  /** Calls `run` once after `delayMs`; the answer cancels it. */
  setTimer(delayMs: number, run: () => void): () => void;
};

export type FetchInit = { readonly signal: AbortSignal; readonly cache: 'no-store' };

export type ResponseLike = {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): BodyReader } | null;
  json(): Promise<unknown>;
};

export type BodyReader = {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<unknown>;
};

type Listenable<Events> = {
  addEventListener<Name extends keyof Events & string>(name: Name, listener: (event: Events[Name]) => void): void;
};

export type EventSourceLike = Listenable<{
  open: unknown;
  error: unknown;
  message: { readonly data: string; readonly lastEventId: string };
  gap: { readonly data: string };
  /** The server's word that it ends the stream, and why. */
  close: { readonly data: string };
}> & {
  /** 0 connecting, 1 open, 2 closed. */
  readonly readyState: number;
  close(): void;
};

export type WebSocketLike = Listenable<{
  open: unknown;
  error: unknown;
  message: { readonly data: unknown };
  close: { readonly code: number; readonly reason: string; readonly wasClean: boolean };
}> & {
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  close(code?: number, reason?: string): void;
};

/** The browser's page or worker. */
export const browserPlatform: Platform = {
  now: () => performance.timeOrigin + performance.now(),
  wallClock: () => Date.now(),
  random: () => Math.random(),
  fetch: (url, init) => fetch(url, init),
  takeTiming(url) {
    const entry = performance.getEntriesByName(url, 'resource').at(-1) as PerformanceResourceTiming | undefined;
    // The browser keeps a bounded list and drops what comes when it is full.
    performance.clearResourceTimings();
    if (!entry?.responseStart) return undefined;
    const { requestStart, responseStart } = entry;
    return { sentAt: performance.timeOrigin + requestStart, answeredAt: performance.timeOrigin + responseStart };
  },
  openEventSource: (url) => new EventSource(url) as EventSourceLike,
  openWebSocket: (url) => new WebSocket(url) as WebSocketLike,
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
