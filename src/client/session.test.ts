import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CursorRequest } from '../protocol/cursor.ts';
import { nodePlatform } from './platform-node.ts';
import { DEFAULT_SESSION_POLICY, runSession, type SessionObserver, type SessionPolicy } from './session.ts';
import { ABORTED, type Attempt, type ClientTransport, type CloseReason } from './transport.ts';

const LOST: CloseReason = { kind: 'network', retry: true, detail: 'lost' };
const ALMOST_ONE = 1 - 2 ** -53;

/** Time that passes only when it is told to, and all that waits for it. */
function createFakeClock() {
  let time = 1_700_000_000_000;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  /** Promises settle before the event loop turns. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => time,
    pendingTimers: () => timers.size,
    setTimer(delayMs: number, run: () => void): () => void {
      const timer = { at: time + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async pass(ms: number): Promise<void> {
      await settled();
      const end = time + ms;
      for (;;) {
        const next = [...timers].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        time = next.at;
        next.run();
        await settled();
      }
      time = end;
    },
  };
}

/** One attempt of a transport that does as it is told. */
type Play = (attempt: Attempt, clock: ReturnType<typeof createFakeClock>) => Promise<CloseReason> | CloseReason;

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
  const retries: { readonly attempt: number; readonly delayMs: number; readonly reason: CloseReason }[] = [];
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
    retrying: ({ attempt, retryAt, reason }) => retries.push({ attempt, delayMs: retryAt - clock.now(), reason }),
  };
  const attempt = { cursor: { epoch: 'e', id: 7 }, observer, signal: controller.signal };
  const platform = { ...nodePlatform, now: clock.now, setTimer: clock.setTimer, random: () => random };
  const end = runSession(transport, attempt, { ...DEFAULT_SESSION_POLICY, ...policy }, platform);
  return { clock, cursors, retries, observer, end, abort: () => controller.abort() };
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

  test('is the drawn part of the bound, whatever the policy and however many failures', async () => {
    const options = fc.record({
      random: fc.double({ min: 0, max: ALMOST_ONE, noNaN: true }),
      policy: fc.record({
        baseDelayMs: fc.integer({ min: 1, max: 5_000 }),
        maxDelayMs: fc.integer({ min: 1, max: 60_000 }),
        factor: fc.double({ min: 1, max: 10, noNaN: true }),
      }),
    });
    await fc.assert(
      fc.asyncProperty(options, async ({ random, policy }) => {
        const session = startSession([...Array(400).fill(fails), staysUntilAborted], { random, policy });
        await session.clock.pass(400 * 60_000);
        expect(session.retries).toHaveLength(400);
        for (const [failures, { delayMs }] of session.retries.entries()) {
          const bound = Math.min(policy.maxDelayMs, policy.baseDelayMs * policy.factor ** failures);
          expect(Math.abs(delayMs - random * bound)).toBeLessThan(0.01);
        }
      }),
      { numRuns: 20 },
    );
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
