import { formatRatio, type Quantity, UNKNOWN } from '../format.ts';

/** CPU time of one event in µs or ms: three significant digits. */
export function formatMicroseconds(us: number): Quantity {
  return us < 999.5
    ? { number: formatRatio(us).number, unit: 'µs' }
    : { number: formatRatio(us / 1_000).number, unit: 'ms' };
}

/** A share of one core: tenths below ten, for a server that is nearly idle is what one hopes to see. */
export function formatCore(percent: number): Quantity {
  return { number: percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0), unit: '%' };
}

/** A rate of single things. */
export function formatPerSecond(rate: number): Quantity {
  const number = rate < 9.95 ? rate.toFixed(1) : grouped.format(rate);
  return { number, unit: '/s' };
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const NOTHING: Quantity = { number: UNKNOWN, unit: '' };
