import { expect, test } from 'vitest';
import { forEachLane } from '../../protocol/lanes.ts';
import { LANE_SHAPES } from '../ui/lane-marker.tsx';
import { type Inks, type PictureParts, pictureSvg } from './picture-svg.ts';
import { textLines } from './text-lines.ts';

const INKS: Inks = {
  ...{ paper: '#ffffff', ink: '#000000', soft: '#525960' },
  lanes: forEachLane((lane) => `#${lane.length.toString(16).padStart(6, '0')}`),
};

/** Every character is half as wide as it is high. */
const measure = (text: string, fontPx: number) => (text.length * fontPx) / 2;

const PARTS: PictureParts = {
  title: 'Latency <& "more">',
  note: 'median of each second',
  lanes: ['short-polling', 'sse'],
  drawing: { markup: '<path d="M0 0h9"/>', width: 600.4, height: 200.2 },
  caption: 'Transport Lab 1, run lab-x-1',
};

test('a picture names what it shows, its lanes, and where it is from', () => {
  const { svg } = pictureSvg(PARTS, INKS, measure);
  expect(svg).toContain('<title>Latency &lt;&amp; &quot;more&quot;&gt;</title>');
  for (const words of [PARTS.note, 'Short polling', 'Server-Sent Events', PARTS.caption]) {
    expect(svg).toContain(`>${words}</text>`);
  }
  expect(svg).not.toContain('WebSocket');
});

test('the figure has its own size, and the picture room for the words above and below', () => {
  const { svg, width, height } = pictureSvg(PARTS, INKS, measure);
  expect(width).toBe(601 + 32);
  expect(height).toBeGreaterThan(201 + 32 + 16 + 13 + 20 + 11);
  expect(svg).toContain(`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`);
});

test('a lane has its colour, dash and marker', () => {
  const { svg } = pictureSvg(PARTS, INKS, measure);
  expect(svg).toContain(`stroke="${INKS.lanes['short-polling']}" stroke-width="2" stroke-dasharray="2 3"`);
  expect(svg).toContain(`d="${LANE_SHAPES.sse}"`);
});

test('what is too long for a narrow figure goes on in the next line', () => {
  const wide = pictureSvg(PARTS, INKS, measure);
  const narrow = pictureSvg({ ...PARTS, drawing: { ...PARTS.drawing, width: 160 } }, INKS, measure);
  expect(narrow.height).toBeGreaterThan(wide.height);
});

test('lines break at spaces, never at what holds a number and its unit together', () => {
  expect(textLines('one two three', 10, 40, measure)).toEqual(['one two', 'three']);
  expect(textLines('within 10\u00a0ms', 10, 40, measure)).toEqual(['within', '10\u00a0ms']);
  expect(textLines('unbreakable', 10, 20, measure)).toEqual(['unbreakable']);
  expect(textLines('', 10, 20, measure)).toEqual([]);
});

test('what no XML can hold is left out, and what it can is not', () => {
  const { svg } = pictureSvg({ ...PARTS, caption: 'a\u0000b\u001bc\ud800d \u{1f642} “é”' }, INKS, measure);
  expect(svg).toContain('>abcd \u{1f642} “é”</text>');
});
