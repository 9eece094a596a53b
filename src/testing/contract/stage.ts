import { createAutomatic } from '../../client/automatic.ts';
import type { Platform } from '../../client/platform.ts';
import { DEFAULT_SESSION_POLICY, runSession, type SessionPolicy } from '../../client/session.ts';
import { DEFAULT_TRANSPORT_CONFIG, type TransportConfig } from '../../client/transport.ts';
import { CLIENT_TRANSPORTS } from '../../client/transports/index.ts';
import type { CursorRequest } from '../../protocol/cursor.ts';
import { LAB_CHANNEL } from '../../protocol/event.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { Dialect } from './dialects/dialect.ts';
import { DIALECTS } from './dialects/index.ts';
import { type Call, type Run, startRun, type WatchedRun } from './run.ts';
import type {
  LabSettings,
  StageAnswer,
  StageCall,
  StageDesk,
  StagedLab,
  StagedScript,
  Step,
} from './service/stage-service.ts';
import { watchPlatform } from './watched-platform.ts';

/** What a case works with: servers to have set up, and the transport under test. */
export type Stage = {
  /** Of the automatic one: the best that it can pick, which it picks where nothing is in its way. */
  readonly transport: Transport;
  readonly dialect: Dialect;
  openLab(settings?: LabSettings): Promise<Remote<StagedLab> & Located>;
  openScript(...steps: readonly Step[]): Promise<Remote<StagedScript> & Located>;
  refusingUrl(): Promise<string>;
  /** One attempt of the transport. */
  run(url: string, options?: RunOptions): Run;
  /** A session over the transport that hardly waits between attempts. */
  session(url: string, options?: RunOptions): Run;
};

export type RunOptions = {
  readonly cursor?: CursorRequest;
  readonly config?: Partial<TransportConfig>;
  /** Called inside each callback of the observer, after it was noted. */
  readonly inside?: (call: Call) => void;
};

/** Something on the stage service, called by name: each method is a request, its result a promise. */
export type Remote<Thing> = {
  readonly [Name in keyof Thing]: Thing[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** Where clients find it. */
export type Located = { readonly url: string };

/** One case's stages: one for each transport that it wants, and what all of them share. */
export type StageSet = {
  stageOf(subject: LaneName): Stage;
  /** Stops what still runs, ends all servers, and answers what any run did that none may do. */
  finish(): Promise<readonly string[]>;
  /** For the message of a case that fails: what it waits for, and what its runs saw. */
  story(): string;
};

const QUICK: SessionPolicy = {
  ...DEFAULT_SESSION_POLICY,
  ...{ baseDelayMs: 5, maxDelayMs: 20, maxRetryAfterMs: 1_000, breakerThreshold: 0 },
};

export function createStageSet(serviceUrl: string, platform: Platform): StageSet {
  const stageName = crypto.randomUUID();
  const runs: { readonly subject: LaneName; readonly run: WatchedRun }[] = [];
  const waits = new Set<string>();
  const desk = remote<StageDesk>();

  async function waitFor<T>(what: string, promise: Promise<T>): Promise<T> {
    waits.add(what);
    try {
      return await promise;
    } finally {
      waits.delete(what);
    }
  }

  async function call(target: string | undefined, method: string, args: readonly unknown[]): Promise<unknown> {
    const body = JSON.stringify({ stage: stageName, target, method, args } satisfies StageCall);
    const response = await fetch(serviceUrl, { method: 'POST', body });
    const answer = (await response.json()) as StageAnswer;
    if ('error' in answer) throw new Error(`${method} on the stage: ${answer.error}`);
    return answer.value;
  }

  function remote<Thing, Known extends object = object>(target?: string, known?: Known): Remote<Thing> & Known {
    const get = (_: object, property: string | symbol) => {
      const name = String(property);
      if (known && name in known) return known[name as keyof Known];
      // A promise must not take it for one of its kind.
      if (name === 'then') return undefined;
      return (...args: readonly unknown[]) => waitFor(`${name}()`, call(target, name, args));
    };
    return new Proxy({}, { get }) as Remote<Thing> & Known;
  }

  function start(subject: LaneName, url: string, options: RunOptions, kind: 'attempt' | 'session'): Run {
    const { cursor = { id: 0 }, inside } = options;
    const config = {
      ...DEFAULT_TRANSPORT_CONFIG,
      ...{ baseUrl: url, channel: LAB_CHANNEL, client: 'contract', pollIntervalMs: 5 },
      ...options.config,
    };
    const { platform: watched, leaks } = watchPlatform(platform);
    const client =
      subject === 'automatic'
        ? createAutomatic(config, watched, () => {})
        : CLIENT_TRANSPORTS[subject](config, watched);
    const run = startRun({
      ...{ config, now: platform.now, inside, leaks, waitFor },
      start: (observer, signal) =>
        kind === 'attempt'
          ? client.run({ cursor, observer, signal })
          : runSession(client, { cursor, observer, signal }, QUICK, watched),
    });
    runs.push({ subject, run });
    return run;
  }

  return {
    stageOf: (subject) => ({
      ...stagedAs(subject === 'automatic' ? 'websocket' : subject),
      async openLab(settings = {}) {
        const { url, name } = await desk.openLab(settings);
        return remote<StagedLab, Located>(name, { url });
      },
      async openScript(...steps) {
        const { url, name } = await desk.openScript(steps);
        return remote<StagedScript, Located>(name, { url });
      },
      refusingUrl: () => desk.refusingUrl(),
      run: (url, options = {}) => start(subject, url, options, 'attempt'),
      session: (url, options = {}) => start(subject, url, options, 'session'),
    }),
    async finish() {
      for (const { run } of runs) run.abort();
      await Promise.all(runs.map(({ run }) => run.end()));
      await desk.close();
      return runs.flatMap(({ subject, run }) => run.faults().map((fault) => `${subject}: ${fault}`));
    },
    story: () =>
      [
        ...(waits.size > 0 ? [`waits for: ${[...waits].join(', ')}`] : []),
        ...runs.map(({ subject, run }) => `${subject} saw: ${run.story()}`),
      ].join('\n  '),
  };
}

const stagedAs = (transport: Transport) => ({ transport, dialect: DIALECTS[transport] });
