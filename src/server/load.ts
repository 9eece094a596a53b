import type { Ledger } from '../protocol/ledger.ts';
import type { Load, LoopDelay } from '../protocol/load.ts';
import { forEachTransport, type Transport } from '../protocol/transports.ts';

/** What can be read of a process. CPU and loop times are sums since it began. */
export type ProcessReadings = {
  cpu(): Load['cpu'];
  eventLoop(): { readonly busyMs: number; readonly idleMs: number };
  memory(): Load['memory'];
  /** Begins to measure how late timers are. */
  watchDelay(): DelayWatch;
  /** File descriptors that it may have; null where that cannot be told. */
  openFiles(): number | null;
  collectGarbage(): void;
};

export type DelayWatch = {
  /** How late timers were since the last call. */
  take(): LoopDelay;
  stop(): void;
};

export type LoadReader = {
  read(): Load;
  /** Reads after collecting garbage; undefined, and nothing is done, when the last time was less than {@link COLLECT_MS} ago. */
  collect(): Load | undefined;
  /** How late timers were since the last call. Begins to measure; zeros when the last call is longer ago than {@link LONG_MS}. */
  takeDelay(): LoopDelay;
  stop(): void;
};

type Needs = {
  readonly process: ProcessReadings;
  readonly ledger: { read(client: undefined): Pick<Ledger, 'transports'> };
  readonly meter: { settleAll(): void; open(): Readonly<Record<Transport, number>> };
  readonly maxConnections: number;
  published(): number;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

/** The delay is measured for as long as somebody asked within this time: measuring it is work, too. */
const WATCHED_MS = 30_000;

/** A measurement that somebody began and does not come back for ends by itself. */
export const LONG_MS = 75_000;

/** Collecting garbage stops the process: it is done at most this often. */
export const COLLECT_MS = 500;

const NO_DELAY = { p50: 0, p99: 0, max: 0 };

export function createLoadReader(needs: Needs): LoadReader {
  const { process, ledger, meter, maxConnections, published, now, setTimer } = needs;
  let watch: DelayWatch | undefined;
  let long: DelayWatch | undefined;
  let cancelTimer = () => {};
  let cancelEnd = () => {};
  let delayMs = NO_DELAY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let collectedAt = Number.NEGATIVE_INFINITY;

  return {
    read,
    collect() {
      if (now() - collectedAt < COLLECT_MS) return undefined;
      process.collectGarbage();
      collectedAt = now();
      return read();
    },
    takeDelay() {
      cancelEnd();
      const taken = long?.take() ?? NO_DELAY;
      long ??= process.watchDelay();
      cancelEnd = setTimer(LONG_MS, endLong);
      return taken;
    },
    stop() {
      stop();
      endLong();
    },
  };

  function endLong(): void {
    cancelEnd();
    long?.stop();
    long = undefined;
  }

  function read(): Load {
    askedAt = now();
    if (!watch) {
      watch = process.watchDelay();
      everySecond();
    }
    meter.settleAll();
    const { transports } = ledger.read(undefined);
    const open = meter.open();
    return {
      at: askedAt,
      cpu: process.cpu(),
      eventLoop: { ...process.eventLoop(), delayMs },
      memory: process.memory(),
      published: published(),
      transports: forEachTransport((transport) => ({ ...transports[transport], open: open[transport] })),
      limits: { openFiles: process.openFiles(), connections: maxConnections },
    };
  }

  function everySecond(): void {
    cancelTimer = setTimer(1_000, () => {
      if (now() - askedAt > WATCHED_MS) return stop();
      delayMs = watch?.take() ?? NO_DELAY;
      everySecond();
    });
  }

  function stop(): void {
    cancelTimer();
    watch?.stop();
    watch = undefined;
    delayMs = NO_DELAY;
  }
}
