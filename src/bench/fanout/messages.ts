/** What a run asks of each peer: the same events at the same pace. */
export type Load = {
  readonly subscribers: number;
  readonly ratePerSecond: number;
  readonly payloadBytes: number;
};

/** What a peer's processes have used so far. */
export type Usage = {
  readonly cpuMicroseconds: number;
  readonly rssBytes: number;
  /** What JavaScript holds after collecting garbage; null of a process that is not Node. */
  readonly heldBytes: number | null;
};

/** From the run to a peer's process; each is answered. */
export type PeerQuestion =
  | { readonly kind: 'usage'; readonly collect: boolean }
  | { readonly kind: 'publish'; readonly ratePerSecond: number; readonly payloadBytes: number }
  /** No more events; answers how many there were. */
  | { readonly kind: 'pause' };

export type PeerReady = {
  readonly port: number;
  /** The peer's clock, which stamps `at`, minus the machine's monotonic one: ms. */
  readonly clockMs: number;
  /** The last event that was published before anybody could subscribe. */
  readonly lastId: number;
};

/** From the run to the reader; each is answered. */
export type ReaderQuestion =
  | {
      readonly kind: 'connect';
      readonly dialect: DialectName;
      readonly port: number;
      readonly count: number;
      readonly afterId: number;
      readonly clockMs: number;
      readonly pollIntervalMs: number;
    }
  /** Counts from here. */
  | { readonly kind: 'mark' }
  | { readonly kind: 'figures' }
  /** Waits until every connection has had the event of this id, but not for ever. */
  | { readonly kind: 'settle'; readonly lastId: number; readonly patienceMs: number }
  | { readonly kind: 'disconnect' };

export type DialectName = 'plain' | 'websocket' | 'sse' | 'socket.io' | 'nchan-websocket' | 'nchan-sse' | LabDialect;
export type LabDialect = 'lab-websocket' | 'lab-sse' | 'lab-long-polling' | 'lab-short-polling';

/** Since the mark. */
export type ReaderFigures = {
  readonly seconds: number;
  readonly delivered: number;
  readonly bytesDown: number;
  readonly bytesUp: number;
  readonly requests: number;
  readonly latency: Latency | null;
  /** How busy the reader was itself, 0 to 1, and how late its timers were. */
  readonly busy: number;
  readonly loopDelayP99Ms: number;
};

export type Latency = {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
};

export type Settled = {
  /** Events that connections did not get, of all since they were made. */
  readonly missing: number;
  /** Events that came again, or after a later one. */
  readonly disordered: number;
  /** Connections that ended by themselves. */
  readonly lost: number;
};
