import type { Retry, SessionObserver } from '../../client/session.ts';
import type { CloseReason, TransportConfig, TransportObserver, TransportState } from '../../client/transport.ts';
import type { Gap } from '../../protocol/answer.ts';
import type { CursorRequest } from '../../protocol/cursor.ts';
import type { StreamEvent } from '../../protocol/event.ts';
import type { Circuit } from '../../protocol/session-policy.ts';
import { createCondition } from './condition.ts';
import { watchSignal } from './watched-platform.ts';

type Answer = Parameters<TransportObserver['requestAnswered']>[0];

/** One callback of the observer, and when it came (client's clock, ms). */
export type Call = { readonly calledAt: number } & (
  | { readonly name: 'state'; readonly state: TransportState }
  | { readonly name: 'event'; readonly event: StreamEvent; readonly cursor: CursorRequest; readonly receivedAt: number }
  | { readonly name: 'gap'; readonly gap: Gap }
  | { readonly name: 'requestSent'; readonly sentAt: number }
  | { readonly name: 'requestAnswered'; readonly answer: Answer }
  | { readonly name: 'attempting'; readonly at: number }
  | { readonly name: 'circuit'; readonly circuit: Circuit }
  | { readonly name: 'retrying'; readonly retry: Retry }
);

export type CallName = Call['name'];
export type CallNamed<Name extends CallName> = Extract<Call, { readonly name: Name }>;

/** A transport or a session at work, and all that it told. */
export type Run = {
  /** May be changed while it runs. */
  readonly config: { -readonly [Field in keyof TransportConfig]: TransportConfig[Field] };
  readonly calls: readonly Call[];
  all<Name extends CallName>(name: Name): CallNamed<Name>[];
  /** The data of the events, in the order in which they came. */
  data(): unknown[];
  until(what: string, holds: () => boolean): Promise<void>;
  untilEvents(count: number): Promise<void>;
  untilState(state: TransportState): Promise<void>;
  abort(): void;
  /** The reason why it is over. */
  end(): Promise<CloseReason>;
};

/** What the stage wants to know of a run beyond what cases do. */
export type WatchedRun = Run & {
  /** What it did that no transport and no session may do, in whatever case. */
  faults(): readonly string[];
  story(): string;
};

type Doing = {
  readonly config: TransportConfig;
  readonly now: () => number;
  readonly inside: ((call: Call) => void) | undefined;
  readonly leaks: () => readonly string[];
  start(observer: SessionObserver, signal: AbortSignal): Promise<CloseReason>;
  waitFor<T>(what: string, promise: Promise<T>): Promise<T>;
};

export function startRun({ config, now, inside, leaks, start, waitFor }: Doing): WatchedRun {
  const calls: Call[] = [];
  const faults: string[] = [];
  const { changed, until } = createCondition();
  const controller = new AbortController();
  const signal = watchSignal(controller.signal);
  let over: 'no' | 'aborted' | 'settled' = 'no';

  function note(call: Call): void {
    if (over === 'aborted') faults.push(`${tell(call)} came after the abort`);
    if (over === 'settled') faults.push(`${tell(call)} came after it had settled`);
    calls.push(call);
    inside?.(call);
    changed();
  }

  const observer: SessionObserver = {
    state: (state) => note({ name: 'state', calledAt: now(), state }),
    event: (event, cursor, receivedAt) => note({ name: 'event', calledAt: now(), event, cursor, receivedAt }),
    gap: (gap) => note({ name: 'gap', calledAt: now(), gap }),
    requestSent: (sentAt) => note({ name: 'requestSent', calledAt: now(), sentAt }),
    requestAnswered: (answer) => note({ name: 'requestAnswered', calledAt: now(), answer }),
    attempting: (at) => note({ name: 'attempting', calledAt: now(), at }),
    circuit: (circuit) => note({ name: 'circuit', calledAt: now(), circuit }),
    retrying: (retry) => note({ name: 'retrying', calledAt: now(), retry }),
  };

  const all = <Name extends CallName>(name: Name) =>
    calls.filter((call): call is CallNamed<Name> => call.name === name);

  const run: WatchedRun = {
    config,
    calls,
    all,
    data: () => all('event').map(({ event }) => event.data),
    until: (what, holds) => waitFor(what, until(holds)),
    untilEvents: (count) => run.until(`${count} events`, () => all('event').length >= count),
    untilState: (state) => run.until(`the state ${state}`, () => all('state').at(-1)?.state === state),
    abort() {
      if (over === 'no') over = 'aborted';
      controller.abort();
    },
    end: () => waitFor('the end of the run', ended),
    faults: () => faults,
    story: () => [...calls.slice(-40).map(tell), over].join(', '),
  };

  // Started in a microtask, so that a run that calls back at once finds it all set up.
  const ended = Promise.resolve()
    .then(() => start(observer, controller.signal))
    .then((reason) => {
      over = 'settled';
      faults.push(...[...leaks(), ...signal.leaks()].map((what) => `it settled and left ${what}`));
      return reason;
    });
  ended.catch((error) => faults.push(`it rejected: ${error}`));
  return run;
}

function tell(call: Call): string {
  switch (call.name) {
    case 'state':
      return call.state;
    case 'event':
      return `event ${call.event.id}`;
    case 'gap':
      return `gap (${call.gap.reason})`;
    case 'retrying':
      return `retrying after ${call.retry.reason.kind}`;
    default:
      return call.name;
  }
}
