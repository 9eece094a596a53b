import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../../stream/fake-clock.ts';
import { createRandom } from '../../../stream/random.ts';
import { createBudget } from './budget.ts';
import { createLink } from './link.ts';
import { createPipe } from './pipe.ts';

type Conditions = {
  rttMs: number;
  jitterMs: number;
  lossPercent: number;
  kbit: number;
};

const NONE: Conditions = { rttMs: 0, jitterMs: 0, lossPercent: 0, kbit: 0 };

/** Pipes over one link, and what arrived at their far ends. */
function startPipes(
  initial: Partial<Conditions>,
  { pipes = 1, lateness = () => 0, limits = {}, manual = false } = {} as {
    pipes?: number;
    lateness?: () => number;
    limits?: { maxBytes?: number; maxOwnBytes?: number };
    manual?: boolean;
  },
) {
  const clock = createFakeClock(lateness);
  const startedAt = clock.now();
  const conditions = { ...NONE, ...initial };
  const budget = createBudget(limits);
  const link = createLink({
    kbitPerSecond: () => conditions.kbit,
    isLossy: () => conditions.lossPercent > 0,
    ...clock,
  });
  const arrivals: { pipe: number; at: number; bytes: Buffer }[] = [];
  const dones: (() => void)[] = [];
  let lost = 0;
  const all = Array.from({ length: pipes }, (_, index) =>
    createPipe({
      path: () => conditions,
      link: () => link,
      budget,
      random: createRandom(7, index),
      deliver(bytes, done) {
        arrivals.push({ pipe: index, at: clock.now() - startedAt, bytes });
        if (manual) dones.push(done);
        else done();
      },
      lost: (segments) => {
        lost += segments;
      },
      ...clock,
    }),
  );
  const [pipe] = all as [(typeof all)[0]];
  const arrivedBytes = (index = 0) =>
    Buffer.concat(arrivals.filter((each) => each.pipe === index).map(({ bytes }) => bytes));
  return { clock, conditions, budget, pipe, pipes: all, arrivals, arrivedBytes, dones, lost: () => lost };
}

const text = (value: string) => Buffer.from(value);

describe('a pipe', () => {
  test('without conditions hands on at once, in the same call', () => {
    const { pipe, arrivedBytes, budget } = startPipes({});
    pipe.send(text('hello'));
    expect(arrivedBytes().toString()).toBe('hello');
    expect(budget.used()).toBe(0);
  });

  test('delivers half a round trip after the bytes were sent, however late the timers are', async () => {
    const { clock, pipe, arrivals } = startPipes({ rttMs: 100 }, { lateness: () => 3 });
    pipe.send(text('a'));
    await clock.pass(20);
    pipe.send(text('b'));
    await clock.pass(200);
    // Each is late by its own timer, and the second not by the first's as well.
    expect(arrivals.map(({ at }) => at)).toEqual([53, 73]);
  });

  test('keeps the order, and draws each delay from the jitter', async () => {
    const { clock, pipe, arrivals, arrivedBytes } = startPipes({ rttMs: 100, jitterMs: 80 });
    const sent = Array.from({ length: 50 }, (_, index) => String.fromCharCode(48 + index));
    for (const each of sent) {
      pipe.send(text(each));
      await clock.pass(200);
    }
    expect(arrivedBytes().toString()).toBe(sent.join(''));
    const delays = arrivals.map(({ at }, index) => at - index * 200);
    // A timer fires at a whole millisecond, which may be half of one before or after.
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(49.5);
    expect(Math.max(...delays)).toBeLessThanOrEqual(90.5);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(20);
  });

  test('whatever the conditions and however they change: all that was sent arrives, in order, and nothing else', async () => {
    const change = fc.record({
      rttMs: fc.integer({ min: 0, max: 400 }),
      jitterMs: fc.integer({ min: 0, max: 400 }),
      lossPercent: fc.integer({ min: 0, max: 30 }),
      kbit: fc.oneof(fc.constant(0), fc.integer({ min: 8, max: 20_000 })),
    });
    const step = fc.record({
      change,
      bytes: fc.integer({ min: 1, max: 5_000 }),
      passMs: fc.integer({ min: 0, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
        const { clock, conditions, budget, pipe, arrivedBytes } = startPipes({});
        const sent: Buffer[] = [];
        let ended = false;
        for (const [index, { change, bytes, passMs }] of steps.entries()) {
          Object.assign(conditions, change);
          sent.push(Buffer.alloc(bytes, index + 1));
          pipe.send(sent.at(-1) as Buffer);
          await clock.pass(passMs);
        }
        pipe.end(() => {
          ended = true;
        });
        Object.assign(conditions, NONE);
        await clock.pass(3_600_000);
        expect(arrivedBytes().equals(Buffer.concat(sent))).toBe(true);
        expect(ended).toBe(true);
        expect(budget.used()).toBe(0);
        expect(clock.pendingTimers()).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('tells the end after the last byte', async () => {
    const { clock, pipe, arrivals } = startPipes({ rttMs: 100 });
    const order: string[] = [];
    pipe.send(text('last'));
    pipe.end(() => order.push(`end after ${arrivals.length}`));
    expect(order).toEqual([]);
    await clock.pass(60);
    expect(order).toEqual(['end after 1']);
  });

  test('waits for the set-up of its connection', async () => {
    const { clock, pipe, arrivals } = startPipes({ rttMs: 100 });
    pipe.holdUntil(clock.now() + 200);
    pipe.send(text('hello'));
    await clock.pass(400);
    expect(arrivals.map(({ at }) => at)).toEqual([250]);
  });

  test('that is frozen delivers nothing, not even what was under way, and takes what fits', async () => {
    const { clock, pipe, arrivals } = startPipes({ rttMs: 100 }, { limits: { maxOwnBytes: 10 } });
    const told: string[] = [];
    pipe.send(text('under way'));
    pipe.freeze();
    pipe.send(text('more'));
    pipe.whenRoom(() => told.push('room'));
    pipe.end(() => told.push('end'));
    await clock.pass(3_600_000);
    expect(arrivals).toEqual([]);
    expect(told).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('that is closed gives back all that it held', async () => {
    const { clock, pipe, arrivals, budget } = startPipes({ rttMs: 100 });
    pipe.send(text('under way'));
    expect(budget.used()).toBe(9);
    pipe.close();
    pipe.send(text('too late'));
    await clock.pass(1_000);
    expect([arrivals.length, budget.used(), clock.pendingTimers()]).toEqual([0, 0, 0]);
  });

  test('does not hand on more while the far end has not taken what it got', async () => {
    const { clock, pipe, arrivals, dones } = startPipes({}, { manual: true });
    pipe.send(text('a'));
    pipe.send(text('b'));
    pipe.send(text('c'));
    await clock.pass(10);
    expect(arrivals.map(({ bytes }) => bytes.toString())).toEqual(['a']);
    dones[0]?.();
    expect(arrivals.map(({ bytes }) => bytes.toString())).toEqual(['a', 'bc']);
  });
});

describe('a link', () => {
  test('gives its bandwidth and not a bit more or less, however late the timers are', async () => {
    const { clock, pipe, arrivals, arrivedBytes } = startPipes({ kbit: 800, rttMs: 40 }, { lateness: () => 2.5 });
    pipe.send(Buffer.alloc(100_000));
    await clock.pass(5_000);
    expect(arrivedBytes().length).toBe(100_000);
    // 100,000 bytes at 100 bytes a millisecond, half a round trip, and one late timer.
    expect(arrivals.at(-1)?.at).toBeGreaterThanOrEqual(1_020);
    expect(arrivals.at(-1)?.at).toBeLessThanOrEqual(1_024);
  });

  test('is shared fairly: who sends little does not wait for who sends much', async () => {
    const { clock, pipes, arrivals } = startPipes({ kbit: 800 }, { pipes: 2 });
    pipes[0]?.send(Buffer.alloc(100_000));
    pipes[1]?.send(Buffer.alloc(1_000));
    await clock.pass(5_000);
    const [, little] = [0, 1].map((index) => arrivals.findLast(({ pipe }) => pipe === index)?.at ?? Number.NaN);
    expect(little).toBeLessThan(50);
    expect(arrivals.at(-1)?.at).toBeLessThanOrEqual(1_012);
  });

  test('takes a new bandwidth at once', async () => {
    const { clock, conditions, pipe, arrivals } = startPipes({ kbit: 8 });
    pipe.send(Buffer.alloc(10_000));
    await clock.pass(3_000);
    expect(arrivals.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(2_920);
    conditions.kbit = 0;
    await clock.pass(3_000);
    expect(arrivals.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(10_000);
  });
});

describe('what the network holds', () => {
  test('is capped for each and for all, and whoever has to wait is counted and goes on in the end', async () => {
    const limits = { maxBytes: 5_000, maxOwnBytes: 3_000 };
    const { clock, pipes, budget } = startPipes({ rttMs: 100 }, { pipes: 3, limits });
    const order: number[] = [];
    for (const [index, pipe] of pipes.entries()) {
      pipe.send(Buffer.alloc(2_500));
      pipe.whenRoom(() => order.push(index));
    }
    // The first two fit; with the third the network is full.
    expect(order).toEqual([0]);
    expect(budget.fullTimes()).toBe(2);
    await clock.pass(100);
    expect(order.toSorted()).toEqual([0, 1, 2]);
    expect(budget.used()).toBe(0);
  });
});
