import { expect, it } from 'vitest';
import { faultWith } from '../test-fixtures.ts';
import { faultMarks } from './fault-marks.ts';

const NOW = 200_000;
const at = (seconds: number, lasts = 0) => ({ at: NOW + seconds * 1_000, until: NOW + (seconds + lasts) * 1_000 });

it('marks what is within the window, as far as it is within it', () => {
  const marks = faultMarks(
    [
      faultWith({ number: 1, ...at(-300) }),
      faultWith({ number: 2, kind: 'outage', ...at(-130, 30) }),
      faultWith({ number: 3, ...at(-60) }),
      faultWith({ number: 4, kind: 'restart', ...at(-5, 20) }),
      faultWith({ number: 5, ...at(5) }),
    ],
    NOW,
  );
  expect(marks.map(({ key, from, to, label }) => [key, from, to, label])).toEqual([
    ['2', -120, -100, 'outage'],
    ['3', -60, -60, 'cut'],
    ['4', -5, 0, 'restart'],
  ]);
});

it('labels a fault where it hides no other label', () => {
  const faults = [-60, -58, -50].map((seconds, number) => faultWith({ number, ...at(seconds) }));
  expect(faultMarks(faults, NOW).map(({ labelled }) => labelled)).toEqual([true, false, true]);
});
