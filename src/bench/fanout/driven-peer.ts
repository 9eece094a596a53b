import { type Answering, start } from './channel.ts';
import type { PeerQuestion, PeerReady, ReaderFigures, ReaderQuestion, Settled, Usage } from './messages.ts';
import type { PeerSpec } from './peers/index.ts';

export type Reader = Answering<ReaderQuestion, null>;

export type Window = ReaderFigures & { readonly cpuMicroseconds: number };

/** A peer in its own process and the subscribers that the reader holds to it. */
export type DrivenPeer = {
  /** @throws when one of them is refused. */
  connect(count: number, pollIntervalMs?: number): Promise<void>;
  disconnect(): Promise<void>;
  usage(): Promise<Usage>;
  publish(ratePerSecond: number, payloadBytes: number): Promise<void>;
  /** What is used and received in so long. */
  window(ms: number): Promise<Window>;
  /** No more events; what came of all that there were. */
  settle(): Promise<Settled>;
  /** Lets the subscribers go and ends the process. */
  end(): Promise<void>;
};

export type DrivingOptions = {
  readonly pollIntervalMs: number;
  /** Passed to the peer's module. */
  readonly args?: readonly string[];
  sleep(ms: number): Promise<void>;
};

const PATIENCE_MS = 5_000;

export async function drivePeer(peer: PeerSpec, reader: Reader, options: DrivingOptions): Promise<DrivenPeer> {
  const { pollIntervalMs, args = [], sleep } = options;
  const module = new URL(`./peers/${peer.module}.js`, import.meta.url);
  const server = await start<PeerQuestion, PeerReady>(module, args);
  const { port, clockMs } = server.ready;
  let afterId = server.ready.lastId;
  const usage = (collect: boolean) => server.ask<Usage>({ kind: 'usage', collect });
  return {
    usage: () => usage(true),
    async disconnect() {
      await reader.ask({ kind: 'disconnect' });
    },
    async connect(count, everyMs = pollIntervalMs) {
      const to = { dialect: peer.dialect, port, count, afterId, clockMs, pollIntervalMs: everyMs };
      const failure = await reader.ask<string | null>({ kind: 'connect', ...to });
      if (failure) throw new Error(`${peer.name}: ${failure}`);
    },
    async publish(ratePerSecond, payloadBytes) {
      await server.ask({ kind: 'publish', ratePerSecond, payloadBytes });
    },
    async window(ms) {
      await reader.ask({ kind: 'mark' });
      const before = await usage(false);
      await sleep(ms);
      const [after, figures] = await Promise.all([usage(false), reader.ask<ReaderFigures>({ kind: 'figures' })]);
      return { ...figures, cpuMicroseconds: after.cpuMicroseconds - before.cpuMicroseconds };
    },
    async settle() {
      afterId = await server.ask<number>({ kind: 'pause' });
      return reader.ask<Settled>({ kind: 'settle', lastId: afterId, patienceMs: PATIENCE_MS + pollIntervalMs });
    },
    async end() {
      try {
        await reader.ask({ kind: 'disconnect' });
      } finally {
        await server.end();
      }
    },
  };
}
