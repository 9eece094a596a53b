import { DEFAULT_PUBLISHER } from '../../../protocol/experiment.ts';
import { world } from '../../../server/world.ts';
import { createPublisher } from '../../../stream/publisher.ts';
import { answerAll } from '../channel.ts';
import type { PeerQuestion, PeerReady, Usage } from '../messages.ts';
import { monotonicMs } from '../monotonic.ts';

/** A server under measurement, as the run drives it. */
export type Peer = {
  readonly port: number;
  /** The last event that there is already; none if absent. */
  readonly lastId?: number;
  publish(ratePerSecond: number, payloadBytes: number): unknown;
  /** No more events; how many there were. */
  pause(): number | Promise<number>;
  /** Where the figures are not those of this process. */
  usage?(): Usage;
  end?(): unknown;
};

/** What all peers publish, in the lab's own form and key order. */
export type SampleEvent = {
  readonly id: number;
  readonly type: string;
  readonly at: number;
  readonly data: unknown;
};

/** Runs a peer in this process. */
export async function servePeer(starting: Promise<Peer>): Promise<void> {
  const peer = await starting;
  const ready: PeerReady = { port: peer.port, clockMs: world.now() - monotonicMs(), lastId: peer.lastId ?? 0 };
  const answer = async (question: PeerQuestion) => {
    if (question.kind === 'usage') return (peer.usage ?? (() => ownUsage(question.collect)))();
    if (question.kind === 'pause') return peer.pause();
    await peer.publish(question.ratePerSecond, question.payloadBytes);
    return null;
  };
  answerAll(ready, answer, () => peer.end?.());
}

/** The lab's publisher, with `broadcast` in place of the log: the same events at the same times in every peer. */
export function publishTo(broadcast: (event: SampleEvent) => void): Pick<Peer, 'publish' | 'pause'> {
  let id = 0;
  const publisher = createPublisher({
    settings: { ...DEFAULT_PUBLISHER, running: false },
    now: world.now,
    setTimer: world.setTimer,
    async publish(type, data) {
      id += 1;
      broadcast({ id, type, at: world.now(), data });
    },
  });
  return {
    publish: (ratePerSecond, payloadBytes) => publisher.change({ running: true, ratePerSecond, payloadBytes }),
    pause() {
      publisher.change({ running: false });
      return id;
    },
  };
}

function ownUsage(collect: boolean): Usage {
  if (collect) for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpuMicroseconds: user + system, rssBytes: rss, heldBytes: heapUsed + external };
}
