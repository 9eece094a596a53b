import { expect, test } from 'vitest';
import { pictureFileName } from './picture-file-name.ts';

const NOON = new Date(Date.UTC(2026, 10, 21, 12, 0, 0, 750));

test('a file is named after what it shows and when', () => {
  expect(pictureFileName('Latency', NOON, 'png')).toBe('transport-lab-latency-2026-11-21T12-00-00.png');
});

test('nothing but letters, digits and hyphens comes from the title', () => {
  expect(pictureFileName('Bytes on the wire, up/down: “all”…', NOON, 'svg')).toBe(
    'transport-lab-bytes-on-the-wire-up-down-all-2026-11-21T12-00-00.svg',
  );
  expect(pictureFileName('…', NOON, 'svg')).toBe('transport-lab-picture-2026-11-21T12-00-00.svg');
});

test('a long title is cut, and not after a hyphen', () => {
  const name = pictureFileName(`${'a'.repeat(39)} ${'b'.repeat(40)}`, NOON, 'png');
  expect(name).toBe(`transport-lab-${'a'.repeat(39)}-2026-11-21T12-00-00.png`);
});
