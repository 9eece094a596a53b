import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatBytesPerSecond,
  formatCount,
  formatLatency,
  formatPercent,
  formatRatio,
  formatTenths,
  quantityText,
} from './format.ts';

const latency = (ms: number, resolutionMs?: number) => quantityText(formatLatency(ms, resolutionMs));

describe('formatLatency', () => {
  it.each([
    [0.042, '42\u00a0µs'],
    [0.0994, '99\u00a0µs'],
    [0.0996, '0.10\u00a0ms'],
    [0.854, '0.85\u00a0ms'],
    [9.994, '9.99\u00a0ms'],
    [9.996, '10.0\u00a0ms'],
    [99.96, '100\u00a0ms'],
    [999.4, '999\u00a0ms'],
    [999.6, '1.00\u00a0s'],
    [42_123, '42.1\u00a0s'],
    [1_234_567, '1,235\u00a0s'],
  ])('shows %d ms as %s', (ms, text) => expect(latency(ms)).toBe(text));

  it('shows what is below the resolution as less than the resolution, a negative one too', () => {
    expect(latency(0.2, 0.4)).toBe('<\u00a00.40\u00a0ms');
    expect(latency(-3, 0.4)).toBe('<\u00a00.40\u00a0ms');
    expect(latency(0.4, 0.4)).toBe('0.40\u00a0ms');
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0\u00a0B'],
    [170.6, '171\u00a0B'],
    [999.4, '999\u00a0B'],
    [999.6, '1.00\u00a0kB'],
    [12_345, '12.3\u00a0kB'],
    [999_499, '999\u00a0kB'],
    [999_500, '1.00\u00a0MB'],
    [1.5e9, '1.50\u00a0GB'],
    [2e16, '20,000\u00a0TB'],
  ])('shows %d bytes as %s', (bytes, text) => expect(quantityText(formatBytes(bytes))).toBe(text));
});

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [1234, '1,234'],
    [999_999, '999,999'],
    [1_234_567, '1.23\u00a0M'],
  ])('shows %d as %s', (count, text) => expect(quantityText(formatCount(count))).toBe(text));
});

describe('formatRatio', () => {
  it.each([
    [0, '0'],
    [0.0004, '<\u00a00.001'],
    [0.0123, '0.012'],
    [0.2, '0.20'],
    [1, '1.00'],
    [12.34, '12.3'],
    [1234, '1,234'],
  ])('shows %d as %s', (ratio, text) => expect(quantityText(formatRatio(ratio))).toBe(text));
});

describe('formatTenths', () => {
  it.each([
    [0, '0'],
    [4, '0.4'],
    [10, '1.0'],
    [12_345_678, '1,234,567.8'],
  ])('shows %d tenths as %s', (tenths, text) => expect(formatTenths(tenths)).toBe(text));
});

describe('formatPercent', () => {
  it.each([
    [0, '0\u00a0%'],
    [0.2, '<\u00a01\u00a0%'],
    [53.4, '53\u00a0%'],
  ])('shows %d as %s', (percent, text) => expect(quantityText(formatPercent(percent))).toBe(text));
});

it('shows a rate of bytes with its unit', () => {
  expect(quantityText(formatBytesPerSecond(4_380))).toBe('4.38\u00a0kB/s');
});
