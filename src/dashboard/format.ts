/** A figure as it is shown: the number and its unit stand in cells of their own, so that digits align. */
export type Quantity = { readonly number: string; readonly unit: string };

/** Shown for what is unknown or off. */
export const UNKNOWN = '–';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/**
 * A latency in µs, ms or s with three significant digits, and never finer than 10 µs above 100 µs. One that is
 * below `resolutionMs` (the clock's uncertainty) cannot be told from zero and is shown as `< resolution`.
 */
export function formatLatency(ms: number, resolutionMs = 0): Quantity {
  if (ms < resolutionMs) {
    const { number, unit } = formatLatency(resolutionMs);
    return { number: `< ${number}`, unit };
  }
  if (ms < 0.0995) return { number: (ms * 1000).toFixed(0), unit: 'µs' };
  if (ms < 999.5) return { number: threeDigits(ms), unit: 'ms' };
  return { number: threeDigits(ms / 1000), unit: 's' };
}

const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** Whole bytes below 1 kB, three significant digits above; decimal units, as networks count. */
export function formatBytes(bytes: number): Quantity {
  if (bytes < 999.5) return { number: bytes.toFixed(0), unit: 'B' };
  let scaled = bytes / 1000;
  let step = 0;
  while (scaled >= 999.5 && step < BYTE_UNITS.length - 1) {
    scaled /= 1000;
    step += 1;
  }
  return { number: threeDigits(scaled), unit: BYTE_UNITS[step] ?? 'TB' };
}

export function formatBytesPerSecond(bytes: number): Quantity {
  const { number, unit } = formatBytes(bytes);
  return { number, unit: `${unit}/s` };
}

/** Every digit, however many. */
export function formatExactly(count: number): string {
  return grouped.format(count);
}

const withTenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Tenths, all of them: for numbers that are to be added up. Nothing at all has no decimals. */
export function formatTenths(tenths: number): string {
  return tenths === 0 ? '0' : withTenths.format(tenths / 10);
}

/** Exact below a million, then in millions: a lane's cell has room for seven characters. */
export function formatCount(count: number): Quantity {
  if (count < 1_000_000) return { number: grouped.format(count), unit: '' };
  return { number: threeDigits(count / 1_000_000), unit: 'M' };
}

/** A ratio or a rate: three significant digits, at most two decimals down to 0.1 and three below. */
export function formatRatio(ratio: number): Quantity {
  if (ratio === 0) return { number: '0', unit: '' };
  if (ratio < 0.001) return { number: '< 0.001', unit: '' };
  if (ratio < 0.0995) return { number: ratio.toFixed(3), unit: '' };
  return { number: threeDigits(ratio), unit: '' };
}

/** A share, in percent. */
export function formatPercent(percent: number): Quantity {
  return { number: percent > 0 && percent < 0.95 ? '< 1' : percent.toFixed(0), unit: '%' };
}

/** Joined by spaces that do not break, so that it stays in one line wherever it stands. */
export function quantityText({ number, unit }: Quantity): string {
  return `${number} ${unit}`.trimEnd().replaceAll(' ', '\u00a0');
}

function threeDigits(value: number): string {
  if (value < 9.995) return value.toFixed(2);
  if (value < 99.95) return value.toFixed(1);
  return grouped.format(value);
}
