import { describe, expect, test } from 'vitest';
import type { CursorRequest } from '../protocol/cursor.ts';
import type { Circuit } from '../protocol/session-policy.ts';
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { nodePlatform } from './platform-node.ts';
import { DEFAULT_SESSION_POLICY, type Retry, runSession, type SessionObserver, type SessionPolicy } from './session.ts';
import { ABORTED, type Attempt, type ClientTransport, type CloseReason } from './transport.ts';

const LOST: CloseReason = { kind: 'network', retry: true, detail: 'lost' };
const ALMOST_ONE = 1 - 2 ** -53;

/** One attempt of a transport that does as it is told. */
type Play = (attempt: Attempt, clock: FakeClock) => Promise<CloseReason> | CloseReason;

const fails: Play = () => LOST;
const refuses =
  (status: number, retry: boolean, retryAfterMs?: number): Play =>
  () => ({ kind: 'http-status', status, retry, detail: '', ...(retryAfterMs !== undefined && { retryAfterMs }) });
const staysUntilAborted: Play = ({ signal }) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(ABORTED)));
/** Is answered at once (or never), and lost after so long. */
const staysFor =
  (ms: number, { answered } = { answered: true }): Play =>
  ({ observer }, clock) => {
    if (answered) observer.requestAnswered({ sentAt: clock.now(), answeredAt: clock.now(), events: null });
    return new Promise((resolve) => clock.setTimer(ms, () => resolve(LOST)));
  };

type Options = { readonly random?: number; readonly policy?: Partial<SessionPolicy> };

/** A session whose attempts are played one after the other, the last play again and again. */
function startSession(plays: readonly Play[], { random = ALMOST_ONE, policy = {} }: Options = {}) {
  const clock = createFakeClock();
  const controller = new AbortController();
  const cursors: CursorRequest[] = [];
  const retries: (Retry & { readonly delayMs: number })[] = [];
  const circuits: Circuit[] = [];
  const attempts: number[] = [];
  let running = 0;

  const transport: ClientTransport = {
    async run(attempt) {
      running += 1;
      expect(running, 'attempts at a time').toBe(1);
      cursors.push(attempt.cursor);
      const reason = await plays[Math.min(cursors.length, plays.length) - 1]?.(attempt, clock);
      running -= 1;
      return reason ?? ABORTED;
    },
  };
  const observer: SessionObserver = {
    ...{ state() {}, event() {}, gap() {}, requestSent() {}, requestAnswered() {} },
    attempting: (at) => attempts.push(at),
    circuit: (circuit) => circuits.push(circuit),
    retrying: (retry) => retries.push({ ...retry, delayMs: retry.retryAt - clock.now() }),
  };
  const attempt = { cursor: { epoch: 'e', id: 7 }, observer, signal: controller.signal };
  const platform = { ...nodePlatform, now: clock.now, setTimer: clock.setTimer, random: () => random };
  const live = { ...DEFAULT_SESSION_POLICY, breakerThreshold: 0, ...policy };
  const end = runSession(transport, attempt, live, platform);
  return { clock, cursors, retries, circuits, attempts, observer, policy: live, end, abort: () => controller.abort() };
}

const delaysOf = ({ retries }: ReturnType<typeof startSession>) => retries.map(({ delayMs }) => Math.round(delayMs));

describe('the wait before another attempt', () => {
  test('is drawn from zero', async () => {
    const session = startSession([fails, fails, fails, fails, staysUntilAborted], { random: 0 });
    await session.clock.pass(0);
    expect(delaysOf(session)).toEqual([0, 0, 0, 0]);
  });

  test('up to a bound that doubles from half a second to half a minute', async () => {
    const session = startSession([fails]);
    await session.clock.pass(121_400);
    expect(delaysOf(session)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(session.retries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(session.cursors).toHaveLength(9);
  });

  test('lasts as long as was told', async () => {
    const session = startSession([fails, staysUntilAborted]);
    await session.clock.pass(499);
    expect(session.cursors).toHaveLength(1);
    await session.clock.pass(2);
    expect(session.cursors).toHaveLength(2);
  });

  test.each([
    ['none', [500, 1_000, 2_000]],
    ['full', [250, 500, 1_000]],
    ['equal', [375, 750, 1_500]],
    // From 500 to 1,500, then to three times 1,000, then to three times 1,750: each time half way.
    ['decorrelated', [1_000, 1_750, 2_875]],
  ] as const)('goes by the jitter that is chosen: %s', async (jitter, delays) => {
    const session = startSession([fails, fails, fails, staysUntilAborted], { random: 0.5, policy: { jitter } });
    await session.clock.pass(20_000);
    expect(delaysOf(session)).toEqual(delays);
  });

  test('starts anew after an attempt that was up for the minimum', async () => {
    const session = startSession([fails, fails, staysFor(5_000), fails, staysUntilAborted]);
    await session.clock.pass(20_000);
    expect(delaysOf(session)).toEqual([500, 1_000, 500, 1_000]);
    expect(session.retries.map(({ attempt }) => attempt)).toEqual([1, 2, 1, 2]);
  });

  test.each([
    ['was up for less', staysFor(4_999)],
    ['lasted that long and was never answered', staysFor(60_000, { answered: false })],
  ])('goes on growing after an attempt that %s', async (_, play) => {
    const session = startSession([fails, play, staysUntilAborted]);
    await session.clock.pass(80_000);
    expect(delaysOf(session)).toEqual([500, 1_000]);
  });

  test('counts the minimum from the first answer of an attempt', async () => {
    const answersTwice: Play = ({ observer }, clock) => {
      observer.requestAnswered({ sentAt: clock.now(), answeredAt: clock.now(), events: 0 });
      clock.setTimer(4_000, () =>
        observer.requestAnswered({ sentAt: clock.now(), answeredAt: clock.now(), events: 0 }),
      );
      return new Promise((resolve) => clock.setTimer(6_000, () => resolve(LOST)));
    };
    const session = startSession([fails, answersTwice, staysUntilAborted]);
    await session.clock.pass(20_000);
    expect(delaysOf(session)).toEqual([500, 500]);
  });
});

describe('a policy that is changed while the session waits', () => {
  const none = { jitter: 'none' } as const;

  test('ends a wait that it makes shorter, and tells when the next attempt is due now', async () => {
    const session = startSession([fails, staysUntilAborted], { policy: { ...none, baseDelayMs: 30_000 } });
    await session.clock.pass(1_000);
    session.policy.baseDelayMs = 2_000;
    await session.clock.pass(900);
    expect(session.cursors).toHaveLength(1);
    expect(session.retries.map(({ retryAt }) => retryAt - (session.attempts[0] ?? 0))).toEqual([30_000, 2_000]);
    await session.clock.pass(200);
    expect(session.cursors).toHaveLength(2);
  });

  test('goes on with the chance that was drawn', async () => {
    const session = startSession([fails, staysUntilAborted], { random: 0.5, policy: { baseDelayMs: 8_000 } });
    await session.clock.pass(200);
    session.policy.jitter = 'equal';
    await session.clock.pass(200);
    expect(session.retries.map(({ retryAt }) => retryAt - (session.attempts[0] ?? 0))).toEqual([4_000, 6_000]);
  });

  test('may make it give up at once', async () => {
    const session = startSession([fails], { policy: { ...none, baseDelayMs: 30_000 } });
    await session.clock.pass(1_000);
    session.policy.maxTries = 1;
    await session.clock.pass(200);
    expect(await session.end).toEqual({ ...LOST, detail: 'gave up after one try: lost' });
  });

  test('may obey a longer Retry-After, or none', async () => {
    const policy = { ...none, baseDelayMs: 1_000, maxRetryAfterMs: 20_000 };
    const session = startSession([refuses(503, true, 60_000), staysUntilAborted], { policy });
    await session.clock.pass(2_000);
    session.policy.maxRetryAfterMs = 0;
    await session.clock.pass(200);
    expect(session.cursors).toHaveLength(2);
  });
});

describe('the maximum of tries', () => {
  test('ends the session with the last reason, and says so', async () => {
    const session = startSession([fails, fails, refuses(503, true)], { policy: { maxTries: 3 } });
    await session.clock.pass(10_000);
    expect(await session.end).toMatchObject({ kind: 'http-status', status: 503, detail: 'gave up after 3 tries: ' });
    expect(session.cursors).toHaveLength(3);
    expect(session.retries).toHaveLength(2);
    expect(session.clock.pendingTimers()).toBe(0);
  });

  test('counts failures in a row: an attempt that was up for the minimum begins anew', async () => {
    const plays = [fails, fails, staysFor(5_000), fails, fails];
    const session = startSession(plays, { policy: { maxTries: 3 } });
    await session.clock.pass(60_000);
    expect(await session.end).toMatchObject({ detail: 'gave up after 3 tries: lost' });
    expect(session.cursors).toHaveLength(5);
  });
});

describe('the circuit', () => {
  const policy = {
    jitter: 'none',
    baseDelayMs: 100,
    factor: 1,
    breakerThreshold: 3,
    breakerCoolDownMs: 20_000,
  } as const;

  test('opens after so many failures in a row, and then lets one probe through', async () => {
    const session = startSession([fails], { policy });
    await session.clock.pass(30_000);
    expect(delaysOf(session)).toEqual([100, 100, 20_000, 20_000]);
    expect(session.retries.map(({ circuit }) => circuit)).toEqual(['closed', 'closed', 'open', 'open']);
    expect(session.circuits).toEqual(['open', 'half-open', 'open']);
    expect(session.attempts).toHaveLength(4);
  });

  test('closes once the probe is answered, however long that lasts', async () => {
    const session = startSession([fails, fails, fails, staysFor(1_000), fails, staysUntilAborted], { policy });
    await session.clock.pass(20_300);
    expect(session.circuits).toEqual(['open', 'half-open', 'closed']);
    await session.clock.pass(5_000);
    expect(delaysOf(session)).toEqual([100, 100, 20_000, 100, 100]);
    expect(session.circuits).toEqual(['open', 'half-open', 'closed']);
  });

  test('does not shorten what the server asked for', async () => {
    const session = startSession([fails, fails, refuses(503, true, 60_000), staysUntilAborted], { policy });
    await session.clock.pass(1_000);
    expect(delaysOf(session)).toEqual([100, 100, 60_000]);
  });

  test('that is switched off while it is open lets the session go on', async () => {
    const session = startSession([fails, fails, fails, staysUntilAborted], { policy });
    await session.clock.pass(1_000);
    session.policy.breakerThreshold = 0;
    await session.clock.pass(200);
    expect(session.circuits).toEqual(['open', 'closed']);
    expect(session.attempts).toHaveLength(4);
  });
});

describe('each callback may be the one that stops the session', () => {
  test.each(['attempting', 'circuit', 'retrying'] as const)('%s', async (name) => {
    const controller = new AbortController();
    const told: string[] = [];
    const note = (callback: string) => () => {
      expect(controller.signal.aborted, `${callback} after the abort`).toBe(false);
      told.push(callback);
      if (callback === name) controller.abort();
    };
    const observer: SessionObserver = {
      ...{ state() {}, event() {}, gap() {}, requestSent() {}, requestAnswered: note('requestAnswered') },
      ...{ attempting: note('attempting'), circuit: note('circuit'), retrying: note('retrying') },
    };
    const policy = { ...DEFAULT_SESSION_POLICY, breakerThreshold: 1 };
    const run = { cursor: { id: 0 }, observer, signal: controller.signal };
    expect(await runSession({ run: async () => LOST }, run, policy, nodePlatform)).toEqual(ABORTED);
    expect(told.at(-1)).toBe(name);
  });
});

describe('Retry-After', () => {
  test.each([
    ['is waited for', 7_000, 7_000],
    ['is obeyed up to a limit', 86_400_000, 300_000],
    ['does not shorten the wait', 100, 500],
    ['may be zero', 0, 500],
  ])('%s', async (_, retryAfterMs, delayMs) => {
    const session = startSession([refuses(503, true, retryAfterMs), staysUntilAborted]);
    await session.clock.pass(0);
    expect(delaysOf(session)).toEqual([delayMs]);
    await session.clock.pass(delayMs - 1);
    expect(session.cursors).toHaveLength(1);
    await session.clock.pass(2);
    expect(session.cursors).toHaveLength(2);
  });
});

describe('the end', () => {
  test('comes with a reason that makes another attempt senseless', async () => {
    const session = startSession([fails, refuses(404, false)]);
    await session.clock.pass(1_000);
    expect(await session.end).toMatchObject({ kind: 'http-status', status: 404, retry: false });
    expect(session.retries.map(({ reason }) => reason)).toEqual([LOST]);
    expect(session.clock.pendingTimers()).toBe(0);
  });

  test('comes at once when it is aborted while it waits, and leaves no timer', async () => {
    const session = startSession([fails]);
    await session.clock.pass(100);
    expect(session.clock.pendingTimers()).toBe(1);
    session.abort();
    expect(await session.end).toEqual(ABORTED);
    expect(session.clock.pendingTimers()).toBe(0);
    expect(session.cursors).toHaveLength(1);
  });

  test('comes when it is aborted during an attempt, once that has settled', async () => {
    const settlesLate: Play = ({ signal }, clock) =>
      new Promise((resolve) => signal.addEventListener('abort', () => clock.setTimer(1_000, () => resolve(ABORTED))));
    const session = startSession([settlesLate]);
    let over = false;
    session.end.then(() => {
      over = true;
    });
    session.abort();
    await session.clock.pass(999);
    expect(over).toBe(false);
    await session.clock.pass(1);
    expect(await session.end).toEqual(ABORTED);
    expect(session.retries).toEqual([]);
  });

  test('comes without a retry when an attempt is lost and aborted at the same time', async () => {
    const session = startSession([
      ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(LOST))),
    ]);
    session.abort();
    await session.end;
    expect(session.retries).toEqual([]);
  });

  test('comes when it is aborted before it starts, without an attempt', async () => {
    const session = startSession([staysUntilAborted]);
    const { observer } = session;
    const run = () => Promise.reject(new Error('it was run'));
    const attempt = { cursor: { id: 0 }, observer, signal: AbortSignal.abort() };
    expect(await runSession({ run }, attempt, DEFAULT_SESSION_POLICY, nodePlatform)).toEqual(ABORTED);
  });
});

describe('every attempt goes on', () => {
  const event =
    (id: number): Play =>
    ({ observer }, clock) => {
      observer.event({ id, type: 'message', at: 0, data: null }, { epoch: 'e', id }, clock.now());
      return LOST;
    };
  const gap: Play = ({ observer }) => {
    const [after, resumedAt] = [
      { epoch: 'e', id: 8 },
      { epoch: 'f', id: 3 },
    ];
    observer.gap({ after, resumedAt, reason: 'epoch-changed' });
    return LOST;
  };

  test('where the one before stopped: after its last event, or where a gap said', async () => {
    const session = startSession([fails, event(8), fails, gap, fails, staysUntilAborted]);
    await session.clock.pass(60_000);
    expect(session.cursors).toEqual([
      { epoch: 'e', id: 7 },
      { epoch: 'e', id: 7 },
      { epoch: 'e', id: 8 },
      { epoch: 'e', id: 8 },
      { epoch: 'f', id: 3 },
      { epoch: 'f', id: 3 },
    ]);
  });
});
