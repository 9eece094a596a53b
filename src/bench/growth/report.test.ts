import { expect, test } from 'vitest';
import type { Step } from './curve.ts';
import { DIMENSIONS } from './dimensions.ts';
import { reportCurve } from './report.ts';

const XS = [100, 300, 1_000, 3_000, 10_000];
const clients = dimension('clients');
const log = dimension('log');

const steps = (cost: (x: number) => number, change: Partial<Step> = {}): Step[] =>
  XS.map((x) => ({
    ...{ x, cpuMsPerSecond: cost(x), cpuPerDeliveryMicroseconds: 1, deliveredPerSecond: x, p99Ms: 1 },
    ...{ missing: 0, doubt: null },
    ...change,
  }));

test('in proportion is well for clients, and not for the length of the log', () => {
  expect(
    reportCurve(
      clients,
      'SSE',
      steps((x) => x),
    ),
  ).toMatchObject({ isWell: true, text: expect.stringMatching(/: ok$/m) });
  expect(
    reportCurve(
      log,
      'SSE',
      steps((x) => x),
    ),
  ).toMatchObject({
    isWell: false,
    text: expect.stringContaining('grows'),
  });
  expect(
    reportCurve(
      log,
      'SSE',
      steps(() => 7),
    ),
  ).toMatchObject({ isWell: true });
});

test('faster than linear is not well', () => {
  const { isWell, text } = reportCurve(
    clients,
    'SSE',
    steps((x) => x ** 1.5),
  );
  expect(isWell).toBe(false);
  expect(text).toContain('exponent 1.50 ± 0.00: faster than linear');
});

test('steps in doubt do not bend the curve, and too few that are not say nothing', () => {
  const [first, ...others] = steps((x) => x);
  const doubted = { ...first, cpuMsPerSecond: 1e9, doubt: 'full' } as Step;
  expect(reportCurve(clients, 'SSE', [doubted, ...others]).isWell).toBe(true);
  const few = reportCurve(clients, 'SSE', [doubted, ...others.slice(0, 2)]);
  expect(few).toMatchObject({ isWell: false, text: expect.stringContaining('too few points') });
});

test('missing events are not well, however the cost grows', () => {
  expect(
    reportCurve(
      clients,
      'SSE',
      steps((x) => x, { missing: 2 }),
    ),
  ).toMatchObject({
    isWell: false,
    text: expect.stringContaining('10 events are missing'),
  });
});

function dimension(name: string) {
  const found = DIMENSIONS.find((each) => each.name === name);
  if (!found) throw new Error(`no dimension ${name}`);
  return found;
}
