import { expect, test } from 'vitest';
import { browserWords, durationWords, validityWords } from './report-words.ts';

test('a browser is told by the name that people know', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
  expect(browserWords(`Mozilla/5.0 (X11; Linux x86_64) ${chrome}`)).toBe('Chrome or Chromium 142, Linux');
  expect(browserWords(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/142.0.0.0`)).toBe('Edge 142, Windows');
  expect(browserWords('Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0')).toBe(
    'Firefox 145, Linux',
  );
  expect(
    browserWords(
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    ),
  ).toBe('Safari 18, macOS');
  expect(browserWords('curl/8')).toBe('curl/8');
});

test('a duration has the units that it needs', () => {
  const words = (ms: number) => durationWords(ms).replaceAll('\u00a0', ' ');
  expect([0, 35_400, 125_000, 3_725_000, 3_600_000].map(words)).toEqual([
    '0 s',
    '35 s',
    '2 min 5 s',
    '1 h 2 min 5 s',
    '1 h',
  ]);
});

test('what spoiled a run is told, and when', () => {
  expect(validityWords([])).toBe('Nothing spoiled this run.');
  const words = validityWords([
    { spoiler: 'hidden', from: 1_000, to: 3_000 },
    { spoiler: 'other-tab', from: 4_000, to: undefined },
  ]);
  expect(words).toMatch(
    /^Spoiled in part\. Another tab of this lab was open \(since .*\); This page was hidden \(2\ss, /,
  );
});
