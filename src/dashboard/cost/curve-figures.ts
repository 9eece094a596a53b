import type { CurvePoint } from '../../protocol/swarm.ts';
import { formatBytes, formatLatency, type Quantity } from '../format.ts';
import { formatMicroseconds } from './figure-format.ts';

/** What is drawn over the number of clients. */
export type CurveFigure = {
  readonly title: string;
  readonly note: string;
  readonly read: (point: CurvePoint) => number | null;
  readonly format: (value: number) => Quantity;
  /** The ends of the axis while there is nothing to draw. */
  readonly usual: readonly [number, number];
};

export const CURVE_FIGURES: readonly CurveFigure[] = [
  {
    title: 'CPU per delivery',
    note: 'less what the idle server takes',
    read: ({ cpuPerDeliveryMicroseconds }) => cpuPerDeliveryMicroseconds,
    format: formatMicroseconds,
    usual: [1, 100],
  },
  {
    title: 'Memory per connection',
    note: 'heap and external, after collecting garbage',
    read: ({ memoryPerConnectionBytes }) => memoryPerConnectionBytes,
    format: formatBytes,
    usual: [1_000, 100_000],
  },
  {
    title: 'Event-loop delay, by clients',
    note: 'p99 while measured, of the server’s process',
    read: ({ loopDelayP99Ms }) => loopDelayP99Ms,
    format: formatLatency,
    usual: [0.1, 10],
  },
  {
    title: 'Latency, by clients',
    note: 'p99, published to read',
    read: ({ latencyP99Ms }) => latencyP99Ms,
    format: formatLatency,
    usual: [0.1, 100],
  },
];
