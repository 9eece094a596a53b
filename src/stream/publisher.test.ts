import { describe, expect, test } from 'vitest';
import { ARRIVALS, DEFAULT_PUBLISHER, MAX_PAYLOAD_BYTES } from '../protocol/experiment.ts';
import { SAMPLE_TYPE } from './publisher.ts';
import { startPublisher } from './start-publisher.ts';

describe('what is published', () => {
  test.each([0, 100, MAX_PAYLOAD_BYTES])('is a sample whose data is %i bytes of text', async (payloadBytes) => {
    const { clock, events } = startPublisher({ payloadBytes });
    await clock.pass(1_000);
    expect(events).toHaveLength(5);
    for (const { type, data } of events) {
      expect(type).toBe(SAMPLE_TYPE);
      expect(data).toHaveLength(payloadBytes);
      expect(data).toMatch(/^[a-z ]*$/);
    }
  });

  test('is the same for the same seed, in content and in time', async () => {
    const [first, second, other] = [5, 5, 6].map((seed) => startPublisher({ seed, arrivals: 'poisson' }));
    for (const run of [first, second, other]) await run?.clock.pass(20_000);
    expect(first?.events.length).toBeGreaterThan(20);
    expect(second?.events).toEqual(first?.events);
    expect(other?.times()).not.toEqual(first?.times());
    expect(other?.payloads().slice(0, 20)).not.toEqual(first?.payloads().slice(0, 20));
  });

  test('has the same payloads under every pattern', async () => {
    const [steady, poisson, bursty] = ARRIVALS.map((arrivals) => startPublisher({ arrivals }));
    for (const run of [steady, poisson, bursty]) await run?.clock.pass(20_000);
    expect(new Set(steady?.payloads()).size).toBeGreaterThan(90);
    expect(poisson?.payloads().slice(0, 50)).toEqual(steady?.payloads().slice(0, 50));
    expect(bursty?.payloads().slice(0, 50)).toEqual(steady?.payloads().slice(0, 50));
  });
});

describe('a live change', () => {
  test('of the rate takes effect at once: the rest of the pending gap is rescaled', async () => {
    const { clock, publisher, times } = startPublisher({ ratePerSecond: 0.1 });
    await clock.pass(4_000);
    expect(publisher.change({ ratePerSecond: 10 })).toEqual({ ...DEFAULT_PUBLISHER, ratePerSecond: 10 });
    await clock.pass(300);
    expect(times()).toEqual([4_060, 4_160, 4_260]);
  });

  test('of the arrivals takes effect at once: what was still to come of the gap stays', async () => {
    const { clock, publisher, times } = startPublisher({ ratePerSecond: 1 });
    await clock.pass(1_500);
    publisher.change({ arrivals: 'bursty' });
    await clock.pass(260);
    // Half of a gap of 100 ms, then the burst.
    expect(times()).toEqual([1_000, 1_550, 1_650, 1_750]);
  });

  test('of the payload size is seen in the next event', async () => {
    const { clock, publisher, payloads } = startPublisher({ payloadBytes: 10 });
    await clock.pass(300);
    publisher.change({ payloadBytes: 20 });
    await clock.pass(100);
    expect(payloads().map((data) => String(data).length)).toEqual([10, 20]);
  });

  test('repeated faster than events come does not hold them up', async () => {
    const { clock, publisher, events } = startPublisher({ ratePerSecond: 100 });
    for (let n = 0; n < 1_000; n += 1) {
      await clock.pass(1);
      publisher.change({ ratePerSecond: 100, arrivals: 'steady' });
    }
    await clock.pass(1);
    expect(events).toHaveLength(100);
  });

  test('comes after what was due before it', async () => {
    const { clock, publisher, times } = startPublisher({ ratePerSecond: 10 });
    clock.stall(350);
    publisher.change({ ratePerSecond: 0.1 });
    expect(times()).toEqual([350, 350, 350]);
    await clock.pass(4_999);
    expect(times()).toHaveLength(3);
    await clock.pass(1);
    expect(times()).toHaveLength(4);
  });

  test('with undefined changes nothing', async () => {
    const { clock, publisher, events } = startPublisher();
    await clock.pass(500);
    const before = publisher.settings();
    publisher.change({ seed: undefined, ratePerSecond: undefined, running: undefined });
    expect(publisher.settings()).toEqual(before);
    await clock.pass(100);
    expect(events).toHaveLength(3);
  });

  test('leaves one timer pending', async () => {
    const { clock, publisher } = startPublisher();
    await clock.pass(500);
    publisher.change({ ratePerSecond: 7 });
    publisher.change({ seed: 3 });
    expect(clock.pendingTimers()).toBe(1);
  });
});

describe('paused', () => {
  test('it publishes nothing and keeps its place; resumed it goes on as if no time had passed', async () => {
    const settings = { ratePerSecond: 3, arrivals: 'poisson' } as const;
    const straight = startPublisher(settings);
    await straight.clock.pass(20_000);

    const { clock, publisher, events, payloads, times } = startPublisher(settings);
    await clock.pass(2_000);
    const before = events.length;
    publisher.change({ running: false });
    expect(clock.pendingTimers()).toBe(0);
    await clock.pass(3_600_000);
    expect(events).toHaveLength(before);
    publisher.change({ running: true });
    await clock.pass(18_000);

    expect(payloads()).toEqual(straight.payloads());
    const shifted = times().map((at, index) => (index < before ? at : at - 3_600_000));
    expect(shifted).toHaveLength(straight.times().length);
    for (const [index, at] of straight.times().entries()) expect(shifted[index]).toBeCloseTo(at, 2);
    expect(publisher.stats().skipped).toBe(0);
  });

  test('from the start, it waits a whole gap once it runs', async () => {
    const { clock, publisher, times } = startPublisher({ running: false });
    await clock.pass(10_000);
    expect(times()).toEqual([]);
    publisher.change({ running: true });
    await clock.pass(200);
    expect(times()).toEqual([10_200]);
  });

  test('a change of rate holds for what is still to come', async () => {
    const { clock, publisher, times } = startPublisher({ ratePerSecond: 0.1 });
    await clock.pass(9_000);
    publisher.change({ running: false });
    publisher.change({ ratePerSecond: 1 });
    await clock.pass(50_000);
    publisher.change({ running: true });
    await clock.pass(1_200);
    expect(times()).toEqual([59_100, 60_100]);
  });
});

describe('a patch with a seed', () => {
  test.each(['the same', 'another'])('starts the sequence anew: %s', async (which) => {
    const seed = which === 'the same' ? DEFAULT_PUBLISHER.seed : 77;
    const fresh = startPublisher({ arrivals: 'poisson', seed });
    await fresh.clock.pass(10_000);

    const { clock, publisher, events } = startPublisher({ arrivals: 'poisson' });
    await clock.pass(3_333);
    const before = events.length;
    publisher.change({ seed });
    await clock.pass(10_000);

    const anew = events.slice(before).map(({ at, ...event }) => ({ ...event, at: Math.round(at - 3_333) }));
    expect(anew).toEqual(fresh.events.map(({ at, ...event }) => ({ ...event, at: Math.round(at) })));
    expect(anew.length).toBeGreaterThan(20);
  });

  test('keeps a pause, and the new sequence starts when it ends', async () => {
    const fresh = startPublisher({ seed: 9 });
    await fresh.clock.pass(1_000);
    const { clock, publisher, payloads } = startPublisher();
    publisher.change({ running: false });
    publisher.change({ seed: 9 });
    await clock.pass(1_000);
    expect(payloads()).toEqual([]);
    publisher.change({ running: true });
    await clock.pass(1_000);
    expect(payloads()).toEqual(fresh.payloads());
  });
});

describe('stopped', () => {
  test('it leaves no timer and publishes nothing, whatever is changed', async () => {
    const { clock, publisher, events } = startPublisher();
    await clock.pass(1_000);
    publisher.stop();
    publisher.stop();
    expect(clock.pendingTimers()).toBe(0);
    publisher.change({ running: true, seed: 4, ratePerSecond: 1000 });
    clock.stall(500);
    publisher.change({ running: false });
    await clock.pass(60_000);
    expect(events).toHaveLength(5);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('from within a publish, it ends at that event', async () => {
    const run = startPublisher(
      { ratePerSecond: 100 },
      { publish: async () => run.events.length === 3 && run.publisher.stop() },
    );
    run.clock.stall(1_000);
    await run.clock.pass(10_000);
    expect(run.events).toHaveLength(3);
  });
});
