import { formatBytesPerSecond, formatLatency, formatRatio, type Quantity, quantityText } from '../format.ts';
import type { Comparison, QuantityKey } from './lane-theory.ts';

/** What a quantity is called, and how it is written; `resolutionMs` is what the clocks' match cannot resolve. */
export const QUANTITY_WORDS: Record<
  QuantityKey,
  { readonly title: string; readonly format: (value: number, resolutionMs?: number) => Quantity }
> = {
  latencyMs: { title: 'Mean latency', format: formatLatency },
  requestsPerSecond: { title: 'Requests', format: (value) => ({ ...formatRatio(value), unit: '/s' }) },
  bytesPerSecond: { title: 'Bytes, up and down', format: (value) => formatBytesPerSecond(value) },
};

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** How far the measured value is from the predicted one. */
export function differenceText({ measured, predicted: { value } }: Comparison): string {
  if (value === 0) return measured === 0 ? '0\u00a0%' : '';
  const difference = (100 * (measured - value)) / value;
  const size = Math.abs(difference) < 9.95 ? Math.abs(difference).toFixed(1) : grouped.format(Math.abs(difference));
  const sign = size === '0.0' ? '' : difference < 0 ? '−' : '+';
  return `${sign}${size}\u00a0%`;
}

/** How large a difference may be before it means anything. */
export function uncertaintyText({ uncertainty }: Comparison, key: QuantityKey): string {
  return `±${quantityText(QUANTITY_WORDS[key].format(uncertainty))}`;
}
