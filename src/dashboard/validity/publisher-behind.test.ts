import { expect, it } from 'vitest';
import { isPublisherBehind } from './publisher-behind.ts';

const stats = (part: { skipped?: number; behindMs?: number }) => ({
  published: 100,
  skipped: 0,
  failed: 0,
  behindMs: 0,
  ...part,
});

it('is behind while it is late, and when it left events out since the last look', () => {
  expect(isPublisherBehind(undefined, stats({ behindMs: 100 }))).toBe(false);
  expect(isPublisherBehind(undefined, stats({ behindMs: 101 }))).toBe(true);
  expect(isPublisherBehind(stats({ skipped: 3 }), stats({ skipped: 4 }))).toBe(true);
});

it('is not behind for what it left out before, nor because the server began anew', () => {
  expect(isPublisherBehind(undefined, stats({ skipped: 7 }))).toBe(false);
  expect(isPublisherBehind(stats({ skipped: 7 }), stats({ skipped: 7 }))).toBe(false);
  expect(isPublisherBehind(stats({ skipped: 7 }), stats({ skipped: 0 }))).toBe(false);
});
