import { describe, expect, it } from 'vitest';
import { latestServerFigures, swarmFigures } from './cost-figures.ts';
import { type Sample, withSample } from './cost-history.ts';
import { groupWith, loadAt, swarmWith } from './test-swarm.ts';

const withoutSwarm = (at: number, rssBytes: number): Sample => ({ load: loadAt(at, { rssBytes }), swarm: null });

function sample(
  at: number,
  events: number,
  cpuMs: number,
  others = 0,
  part: Parameters<typeof swarmWith>[0] = {},
): Sample {
  const load = loadAt(at, {
    cpuMs,
    rssBytes: 3_000,
    each: { sse: { events, open: 100, bytesDown: 10 * events }, websocket: { events: others, open: others } },
  });
  return { load, swarm: swarmWith({ at, transports: { sse: groupWith({ wanted: 100, events }) }, ...part }) };
}

describe('swarmFigures', () => {
  it('takes the differences of two readings: of CPU, deliveries and bytes', () => {
    const figures = swarmFigures([withoutSwarm(0, 1_000), sample(1_000, 0, 0), sample(2_000, 500, 5)], 1);
    expect(figures?.server).toMatchObject({ cpuPercent: 0.5, deliveredPerSecond: 500, cpuPerDeliveryUs: 10 });
    expect(figures?.transports.sse).toEqual({
      deliveredPerSecond: 500,
      requestsPerSecond: 0,
      upPerSecond: 0,
      downPerSecond: 5_000,
      cpuPerDeliveryUs: 10,
      memoryPerConnectionBytes: 20,
    });
  });

  it('tells the CPU and the memory of nobody while two transports have clients', () => {
    const figures = swarmFigures([sample(1_000, 0, 0), sample(2_000, 500, 5, 50)], 1);
    expect(figures?.transports.sse).toMatchObject({ cpuPerDeliveryUs: 'shared', memoryPerConnectionBytes: 'shared' });
    expect(figures?.server.cpuPerDeliveryUs).toBeCloseTo(5_000 / 550);
  });

  it('takes a connection that a browser keeps after a poll for nobody', () => {
    const kept = ({ load, swarm }: Sample): Sample => {
      const polls = { ...load.transports['short-polling'], open: 1, requests: 9 };
      return { load: { ...load, transports: { ...load.transports, 'short-polling': polls } }, swarm };
    };
    const figures = swarmFigures([withoutSwarm(0, 1_000), sample(1_000, 0, 0), sample(2_000, 500, 5)].map(kept), 1);
    expect(figures?.transports.sse).toMatchObject({ cpuPerDeliveryUs: 10, memoryPerConnectionBytes: 20 });
  });

  it('knows no memory per connection when the server holds less than without clients', () => {
    const figures = swarmFigures([withoutSwarm(0, 5_000), sample(1_000, 0, 0), sample(2_000, 500, 5)], 1);
    expect(figures?.transports.sse?.memoryPerConnectionBytes).toBeUndefined();
  });

  it('knows no memory per connection when the page never saw the server without clients', () => {
    const figures = swarmFigures([sample(1_000, 0, 0), sample(2_000, 500, 5)], 1);
    expect(figures?.transports.sse?.memoryPerConnectionBytes).toBeUndefined();
  });

  it('stays at the last seconds of a swarm that is over', () => {
    const over = { state: 'ended', outcome: 'done' } as const;
    const history = [sample(1_000, 0, 0), sample(2_000, 500, 5), sample(9_000, 500, 5, 0, over)];
    expect(swarmFigures(history, 1)?.server.deliveredPerSecond).toBe(500);
    expect(latestServerFigures(history)?.deliveredPerSecond).toBe(0);
  });

  it('says nothing of a swarm that was read once', () => {
    expect(swarmFigures([sample(1_000, 0, 0)], 1)).toBeUndefined();
    expect(swarmFigures([sample(1_000, 0, 0), sample(2_000, 500, 5)], 2)).toBeUndefined();
  });

  it('averages over the latest five seconds and no more', () => {
    const history = [0, 1, 2, 3, 4, 5, 6].map((second) => sample(second * 1_000, second === 0 ? 0 : 1_000 + second, 1));
    expect(swarmFigures(history, 1)?.server.deliveredPerSecond).toBe(1);
  });
});

describe('withSample', () => {
  it('begins anew when the server did', () => {
    const before = [sample(1_000, 0, 50), sample(2_000, 10, 60)];
    const anew = sample(3_000, 0, 1);
    expect(withSample(before, anew)).toEqual([anew]);
  });

  it('keeps five minutes', () => {
    let history: readonly Sample[] = [];
    for (let second = 0; second < 400; second += 1) history = withSample(history, sample(second * 1_000, 0, second));
    expect(history[0]?.load.at).toBe(99_000);
    expect(history).toHaveLength(301);
  });
});
