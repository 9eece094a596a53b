import { z } from 'zod';
import type { Jitter } from '../protocol/session-policy.ts';
import type { Swarm, SwarmPlan } from '../protocol/swarm.ts';
import { type SwarmOrder, swarmNewsSchema } from '../protocol/swarm-process.ts';
import { ProblemError } from './problems.ts';

/** The process of one swarm. */
export type SwarmChild = {
  send(order: SwarmOrder): void;
  /** What it tells is looked at before it is believed. */
  onNews(listener: (news: unknown) => void): void;
  /** Called once, when nothing of it is left. */
  onceEnded(listener: (why: string) => void): void;
  kill(): void;
};

export type Swarms = {
  /** The swarm that runs or ran last. */
  latest(): Swarm | null;
  /** Resolves to the first report. Throws a problem when one runs already, or when this machine's limits are too low. */
  start(plan: SwarmPlan): Promise<Swarm>;
  /** Stops the one that runs; resolves once its process is gone. */
  stop(): Promise<void>;
  /** Has all clients dropped at once. Throws a problem when there are none to drop. */
  drop(jitter: Jitter): void;
  /** Kills what runs. */
  close(): Promise<void>;
};

type Needs = {
  startProcess(): SwarmChild;
  /** Where the swarm reaches this server. */
  url(): string;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

/** How long a swarm may take to end in order before it is killed. */
const PATIENCE_MS = 10_000;

/** One swarm at a time, in a process of its own, and what is known of the one that ran last. */
export function createSwarms({ startProcess, url, now, setTimer }: Needs): Swarms {
  let latest: Swarm | null = null;
  let running: Running | undefined;
  let number = 0;
  let isClosed = false;

  return {
    latest: () => latest,
    start(plan) {
      if (isClosed) throw new ProblemError(503, 'The server is ending');
      if (running) throw new ProblemError(409, 'A swarm runs already; DELETE /api/swarm stops it');
      number += 1;
      return new Promise((resolve, reject) => {
        const child = startProcess();
        running = follow(child, resolve, reject);
        child.send({ kind: 'start', url: url(), number, plan });
      });
    },
    async stop() {
      if (!running) return;
      const { child, ended } = running;
      child.send({ kind: 'stop' });
      const cancel = setTimer(PATIENCE_MS, () => child.kill());
      await ended;
      cancel();
    },
    drop(jitter) {
      const state = running && latest?.state;
      if (state !== 'holding') {
        const why = state === 'dropped' ? 'All were dropped already and are coming back' : 'No swarm holds its clients';
        throw new ProblemError(409, `${why}; a swarm of the kind "hold" can be dropped once all of it has started`);
      }
      if (connectedIn(latest) === 0) throw new ProblemError(409, 'No client is connected, so there is none to drop');
      running?.child.send({ kind: 'drop', jitter });
    },
    async close() {
      isClosed = true;
      running?.child.kill();
      await running?.ended;
    },
  };

  function follow(
    child: SwarmChild,
    started: (first: Swarm) => void,
    refused: (problem: ProblemError) => void,
  ): Running {
    let own: Swarm | undefined;
    let unread: string | undefined;
    child.onNews((told) => {
      if (unread !== undefined) return;
      const { data: news, error } = swarmNewsSchema.safeParse(told);
      if (!news) {
        unread = `it told what is not a report: ${z.prettifyError(error).split('\n')[0]}`;
        child.kill();
        refused(new ProblemError(500, `The swarm's process was ended: ${unread}`));
        return;
      }
      if (news.kind === 'refused') refused(new ProblemError(422, news.why));
      if (news.kind !== 'report') return;
      own = news.swarm;
      latest = own;
      started(own);
    });
    const ended = new Promise<void>((resolve) => {
      child.onceEnded((end) => {
        const why = unread ?? end;
        running = undefined;
        if (own && own.outcome === null) {
          latest = { ...own, state: 'ended', outcome: 'failed', why: `The swarm's process ended: ${why}`, at: now() };
        }
        // Heard by nobody when it had started, or was refused, before.
        refused(new ProblemError(500, `The swarm's process ended before it began: ${why}`));
        resolve();
      });
    });
    return { child, ended };
  }
}

function connectedIn(swarm: Swarm | null): number {
  return Object.values(swarm?.transports ?? {}).reduce((sum, { connected }) => sum + connected, 0);
}

type Running = { readonly child: SwarmChild; readonly ended: Promise<void> };
