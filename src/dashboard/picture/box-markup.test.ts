import { expect, test } from 'vitest';
import { type BoxStyle, boxMarkup } from './box-markup.ts';

const PLAIN: BoxStyle = {
  backgroundColor: 'rgba(0, 0, 0, 0)',
  backgroundImage: 'none',
  borderTopLeftRadius: '0px',
  ...{ borderTopWidth: '0px', borderRightWidth: '0px', borderBottomWidth: '0px', borderLeftWidth: '0px' },
  ...{ borderTopStyle: 'none', borderRightStyle: 'none', borderBottomStyle: 'none', borderLeftStyle: 'none' },
  ...{ borderTopColor: 'rgb(0, 0, 0)', borderRightColor: 'rgb(0, 0, 0)' },
  ...{ borderBottomColor: 'rgb(0, 0, 0)', borderLeftColor: 'rgb(0, 0, 0)' },
};
const BOX = { x: 10, y: 20, width: 100, height: 30 };

test('a plain element leaves no trace', () => {
  expect(boxMarkup(PLAIN, BOX, 'p')).toBe('');
});

test('paper is a rectangle, and a border is a line inside its edge', () => {
  const style = { ...PLAIN, backgroundColor: 'rgba(246, 247, 248, 0.5)', borderTopWidth: '2px' };
  expect(boxMarkup({ ...style, borderTopStyle: 'dashed' }, BOX, 'p')).toBe(
    '<rect x="10" y="20" width="100" height="30" fill="#f6f7f8" fill-opacity="0.5"/>' +
      '<line x1="10" y1="21" x2="110" y2="21" stroke="#000000" stroke-width="2" stroke-dasharray="6 4"/>',
  );
});

test('stripes become a pattern across the direction of the gradient', () => {
  const backgroundImage =
    'repeating-linear-gradient(45deg, rgb(141, 106, 0) 0px, rgb(141, 106, 0) 2px, rgba(0, 0, 0, 0) 2px, rgba(0, 0, 0, 0) 6px)';
  const markup = boxMarkup({ ...PLAIN, backgroundImage }, BOX, 'p');
  expect(markup).toContain('<pattern id="p" width="6" height="6"');
  expect(markup).toContain('rotate(-45)');
  expect(markup).toContain('<rect width="2" height="6" fill="#8d6a00"/>');
  expect(markup).toContain('fill="url(#p)"');
});

test('dots become a pattern of their distance', () => {
  const backgroundImage = 'radial-gradient(circle at 2.5px 2.5px, rgb(184, 64, 111) 1.25px, rgba(0, 0, 0, 0) 1.5px)';
  expect(boxMarkup({ ...PLAIN, backgroundImage }, BOX, 'p')).toContain(
    '<pattern id="p" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="translate(10 20)">' +
      '<circle cx="2.5" cy="2.5" r="1.25" fill="#b8406f"/></pattern>',
  );
});
