import { fitPower, isAbove, TOLERANCE } from '../fit.ts';
import type { Step } from './curve.ts';
import type { Dimension } from './dimensions.ts';

export type Verdict = { readonly text: string; readonly isWell: boolean };

/** The points of one curve, the power that they grow with, and whether that is well. */
export function reportCurve({ name, unit, limit }: Dimension, transport: string, steps: readonly Step[]): Verdict {
  const points = steps.filter(({ doubt }) => doubt === null).map(({ x, cpuMsPerSecond }) => ({ x, y: cpuMsPerSecond }));
  const fit = fitPower(points);
  const missing = steps.reduce((sum, step) => sum + step.missing, 0);
  const grows = fit !== undefined && isAbove(fit, limit);
  const verdict =
    fit === undefined || points.length < 3
      ? 'too few points'
      : `exponent ${fit.exponent.toFixed(2)} ± ${fit.standardError.toFixed(2)}: ${grows ? TOO_FAST[limit] : 'ok'}`;
  const title = `${name}, ${transport}: ${verdict}${missing > 0 ? `; ${missing} events are missing` : ''}`;
  const rows = steps.map(
    (step) =>
      `  ${step.x.toLocaleString('en').padStart(7)} ${unit}: ${step.cpuMsPerSecond.toFixed(1).padStart(7)} ms CPU/s, ` +
      `${step.cpuPerDeliveryMicroseconds.toFixed(1).padStart(6)} µs/delivery, p99 ${step.p99Ms.toFixed(1)} ms` +
      `${step.doubt ? ` (${step.doubt}: left out)` : ''}`,
  );
  return { text: `${[title, ...rows].join('\n')}\n`, isWell: !grows && missing === 0 && points.length >= 3 };
}

const TOO_FAST = { 0: 'grows', 1: 'faster than linear' } as const;

export const LEGEND =
  `CPU of the server above what it takes with nobody there. Well is an exponent of at most 1, of the log's length 0; ` +
  `more than ${TOLERANCE} above, by more than two standard errors, is not.\n`;
