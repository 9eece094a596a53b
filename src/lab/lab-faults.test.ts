import { afterEach, expect, test } from 'vitest';
import type { FaultRequest } from '../protocol/faults.ts';
import { LANES } from '../protocol/lanes.ts';
import { LAB_SETTINGS, startRunningLab } from '../testing/running-lab.ts';
import type { FaultCost, Snapshot } from './messages.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const NO_COST: FaultCost = {
  ...{ noticedAfterMs: undefined, recoveredAfterMs: undefined, attempts: 0, late: 0 },
  ...{ missing: 0, duplicated: 0, gaps: 0 },
};

/** The four transports' lanes and the automatic one, all of them receiving. */
async function startFiveLanes() {
  const started = await startRunningLab(ends, { ratePerSecond: 50 });
  started.lab.handle({ kind: 'switch', lane: 'automatic', on: true });
  await started.until(everyLane(({ delivery }) => delivery.received > 0));
  return started;
}

const everyLane = (wish: (lane: Snapshot['lanes']['sse']) => boolean) => (snapshot: Snapshot) =>
  LANES.every((lane) => wish(snapshot.lanes[lane]));

const everyCost = (wish: (cost: FaultCost) => boolean) => (snapshot: Snapshot) =>
  snapshot.faults.length > 0 &&
  snapshot.faults.every(({ lanes }) =>
    LANES.every((lane) => {
      const cost = lanes[lane];
      return cost !== undefined && wish(cost);
    }),
  );

async function causeFault(url: string, fault: FaultRequest): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/api/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
  expect(response.status).toBe(201);
}

const isRecovered = ({ recoveredAfterMs }: FaultCost) => recoveredAfterMs !== undefined;

test('what a cut cost each lane is told, and a new run begins without it', async () => {
  const { server, lab, until } = await startFiveLanes();
  await causeFault(server.url, { kind: 'cut', how: 'rst' });
  const before = await until(everyCost(isRecovered));
  const [told] = before.faults;
  expect(told?.fault).toMatchObject({ number: 1, kind: 'cut', how: 'rst', cause: 'hand' });
  for (const lane of LANES) {
    const { noticedAfterMs, recoveredAfterMs = 0, ...cost } = told?.lanes[lane] ?? {};
    expect(cost, lane).toMatchObject({ missing: 0, duplicated: 0, gaps: 0 });
    expect(recoveredAfterMs).toBeGreaterThanOrEqual(noticedAfterMs ?? 0);
    expect(before.lanes[lane].delivery).toMatchObject({ missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 });
  }
  for (const lane of ['sse', 'websocket', 'automatic'] as const) {
    expect(told?.lanes[lane]?.noticedAfterMs, lane).toBeGreaterThanOrEqual(0);
    expect(told?.lanes[lane]?.attempts, lane).toBeGreaterThanOrEqual(1);
    expect(before.lanes[lane].reconnects, lane).toBe(1);
    expect(before.lanes[lane].attempts.at(-1)?.outcome, lane).toBe('up');
  }

  lab.handle({ kind: 'reset' });
  await until(({ run, lanes }) => run.client !== before.run.client && lanes.automatic.delivery.received > 0);
  await causeFault(server.url, { kind: 'cut', how: 'fin' });
  const after = await until(everyCost(isRecovered));
  expect(after.faults.map(({ fault }) => fault.number)).toEqual([2]);
}, 20_000);

test('an outage that is ended early is over when it was ended; until then the lanes try', async () => {
  const { server, lab, until } = await startFiveLanes();
  const session = { ...LAB_SETTINGS.session, baseDelayMs: 1, maxDelayMs: 50, breakerThreshold: 0 };
  lab.handle({ kind: 'configure', settings: { ...LAB_SETTINGS, session } });
  await causeFault(server.url, { kind: 'outage', seconds: 60 });
  const failing = await until(
    everyCost(({ noticedAfterMs, attempts }) => noticedAfterMs !== undefined && attempts > 2),
  );
  for (const { recoveredAfterMs } of Object.values(failing.faults[0]?.lanes ?? {}).map((cost) => cost ?? NO_COST)) {
    expect(recoveredAfterMs).toBeUndefined();
  }
  expect(failing.lanes.websocket.attempts.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(1);
  await fetch(`${server.url}/api/faults`, { method: 'DELETE' });
  const { faults, lanes } = await until(everyCost(isRecovered));
  const { at = 0, until: endedAt = 0 } = faults[0]?.fault ?? {};
  expect(endedAt - at).toBeLessThan(60_000);
  for (const lane of LANES) {
    expect(faults[0]?.lanes[lane]?.recoveredAfterMs).toBeGreaterThanOrEqual(endedAt - at);
    expect(faults[0]?.lanes[lane]?.late).toBeGreaterThan(0);
    expect(lanes[lane].delivery, lane).toMatchObject({ missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 });
  }
}, 20_000);

test('a new epoch is a gap of the restart that made it', async () => {
  const { server, until } = await startFiveLanes();
  await causeFault(server.url, { kind: 'restart', seconds: 0.2 });
  const { faults, lanes } = await until(everyCost(isRecovered));
  for (const lane of LANES) {
    expect(faults[0]?.lanes[lane], lane).toMatchObject({ gaps: 1, missing: 0, duplicated: 0 });
    expect(lanes[lane].delivery, lane).toMatchObject({ gaps: 1, missing: 0, duplicated: 0 });
  }
}, 20_000);

test('a stalled stream is noticed by its watchdog', async () => {
  const { server, lab, until } = await startFiveLanes();
  lab.handle({ kind: 'configure', settings: { ...LAB_SETTINGS, silenceSeconds: 0.5 } });
  await causeFault(server.url, { kind: 'stall' });
  const { faults } = await until(
    ({ faults }) => faults[0]?.lanes.websocket !== undefined && isRecovered(faults[0].lanes.websocket),
  );
  const { noticedAfterMs, late, missing, duplicated } = faults[0]?.lanes.websocket ?? NO_COST;
  expect(noticedAfterMs).toBeGreaterThan(400);
  expect(late).toBeGreaterThan(0);
  expect([missing, duplicated]).toEqual([0, 0]);
}, 20_000);
