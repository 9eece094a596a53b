import { describe, expect, test } from 'vitest';
import { ARRIVALS, DEFAULT_PUBLISHER, type PublisherSettings } from '../protocol/experiment.ts';
import { PUBLISHER_LIMITS } from './publisher.ts';
import { createRandom } from './random.ts';
import { createSequence } from './sequence.ts';
import { startPublisher } from './start-publisher.ts';

describe('over a minute of timers that are early or late', () => {
  const MAX_LATENESS_MS = 25;
  /** The coarseness of a double that holds ms since 1970, a few roundings of it. */
  const CLOCK_STEP_MS = 0.001;

  function createLateness() {
    const random = createRandom(99);
    return () => random() * (MAX_LATENESS_MS + 0.5) - 0.5;
  }

  describe.each(ARRIVALS)('%s', (arrivals) => {
    test.each([0.1, 5, 1000])('at %d a second every event comes when it is due', async (ratePerSecond) => {
      const settings = { ...DEFAULT_PUBLISHER, arrivals, ratePerSecond };
      const { clock, publisher, times } = startPublisher(settings, { lateness: createLateness() });
      await clock.pass(60_000);
      // Takes along what is due but whose timer is late.
      publisher.change({ running: false });
      await clock.pass(0);

      const due = dueTimes(settings);
      expect(times()).toHaveLength(due.length);
      expect(publisher.stats()).toMatchObject({ published: due.length, skipped: 0, failed: 0 });
      const delays = times().map((at, index) => at - (due[index] ?? Number.NaN));
      // A timer takes at least 1 ms, also after one that fired early. The last event is no later than the first.
      expect(delays.reduce((a, b) => Math.max(a, b), 0)).toBeLessThan(MAX_LATENESS_MS + 1.5);
      expect(delays.reduce((a, b) => Math.min(a, b), 0)).toBeGreaterThan(-CLOCK_STEP_MS);
      if (arrivals === 'steady') expect(times()).toHaveLength(ratePerSecond * 60);
      if (ratePerSecond === 1000) expect(Math.abs(times().length - 60_000)).toBeLessThan(0.05 * 60_000);
    });
  });
});

describe('after a stall', () => {
  test('what was due more than a second ago is skipped and counted, the rest published, the rhythm kept', async () => {
    const { clock, publisher, times } = startPublisher({ ratePerSecond: 1000 });
    clock.stall(5_000);
    await clock.pass(0);
    // Due at 4,000 up to and including 5,000.
    expect(times()).toHaveLength(1_001);
    const stats = publisher.stats();
    expect(stats).toMatchObject({ published: 1_001, skipped: 3_999, failed: 0 });
    await clock.pass(1_000);
    expect(stats.published).toBe(1_001);
    expect(publisher.stats()).toMatchObject({ published: 2_001, skipped: 3_999, failed: 0 });
    expect(times().at(-1)).toBe(6_000);
  });

  test.each(ARRIVALS)('every event that was due is published or skipped: %s', async (arrivals) => {
    const settings = { ...DEFAULT_PUBLISHER, arrivals, ratePerSecond: 200 };
    const { clock, publisher, payloads } = startPublisher(settings);
    await clock.pass(10_000);
    clock.stall(7_777);
    await clock.pass(42_223);
    const { published, skipped } = publisher.stats();
    expect(published + skipped).toBe(dueTimes(settings).length);
    expect(skipped).toBeGreaterThan(500);

    // Skipping leaves no hole in the payloads.
    const straight = startPublisher({ ratePerSecond: 200 });
    await straight.clock.pass(60_000);
    expect(payloads()).toEqual(straight.payloads().slice(0, published));
  });

  test('the publisher says how far behind it is, until it has caught up', async () => {
    const { clock, publisher } = startPublisher({ ratePerSecond: 10 });
    await clock.pass(1_000);
    expect(publisher.stats().behindMs).toBe(0);
    clock.stall(400);
    expect(publisher.stats().behindMs).toBe(300);
    await clock.pass(200);
    expect(publisher.stats().behindMs).toBe(0);
    clock.stall(400);
    publisher.change({ running: false });
    expect(publisher.stats().behindMs).toBe(0);
  });

  test('of less than a second nothing is skipped', async () => {
    const { clock, publisher, events } = startPublisher({ ratePerSecond: 1000 });
    clock.stall(1_000);
    await clock.pass(0);
    expect(events).toHaveLength(1_000);
    expect(publisher.stats().skipped).toBe(0);
  });
});

describe('a store that', () => {
  test.each([
    { how: 'rejects', publish: () => Promise.reject(new Error('the store is away')) },
    {
      how: 'throws',
      publish: () => {
        throw new Error('the store is away');
      },
    },
  ])('$how is counted, and publishing goes on', async ({ publish }) => {
    const { clock, publisher, events } = startPublisher({}, { publish });
    await clock.pass(2_000);
    expect(events).toHaveLength(10);
    expect(publisher.stats()).toMatchObject({ published: 0, skipped: 0, failed: 10 });
  });

  test('is slow gets a bounded number of events at a time', async () => {
    const settled: (() => void)[] = [];
    const publish = () => new Promise<void>((resolve) => settled.push(resolve));
    const { clock, publisher, events } = startPublisher({ ratePerSecond: 1000 }, { publish });
    await clock.pass(3_000);
    expect(events).toHaveLength(PUBLISHER_LIMITS.maxInFlight);
    expect(publisher.stats()).toMatchObject({ published: 0, skipped: 3_000 - PUBLISHER_LIMITS.maxInFlight, failed: 0 });

    for (const resolve of settled.splice(0, 300)) resolve();
    await clock.pass(500);
    expect(events).toHaveLength(PUBLISHER_LIMITS.maxInFlight + 300);
    expect(publisher.stats().published).toBe(300);
  });
});

/** When the events of a minute are due, computed in the plainest way. */
function dueTimes({ arrivals, ratePerSecond, seed }: PublisherSettings): number[] {
  const nextGap = createSequence(seed, '').arrivals(arrivals);
  const due: number[] = [];
  for (let gaps = nextGap(); (gaps * 1000) / ratePerSecond <= 60_000; gaps += nextGap()) {
    due.push((gaps * 1000) / ratePerSecond);
  }
  return due;
}
