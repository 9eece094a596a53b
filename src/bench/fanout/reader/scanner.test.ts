import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScanner } from './scanner.ts';

const EVENTS = [
  { id: 1, type: 'sample', at: 1_790_000_000_000.125, data: 'the at id of' },
  { id: 2, type: 'sample', at: 1_790_000_000_001, data: '' },
  { id: 1_234, type: 'sample', at: 1_790_000_000_002.5, data: 'word '.repeat(100) },
];
const texts = EVENTS.map((event) => JSON.stringify(event));

/** All the ways in which peers wrap events. */
const WRAPPED = {
  'text/event-stream in chunks': texts.map((text) => `8f\r\nid: 4-1\ndata: ${text}\n\n\r\n`).join(''),
  'frames of Socket.IO': texts.map((text) => `\x81\x7e\x00\xb442["event",${text}]`).join(''),
  'a list': `HTTP/1.1 200 OK\r\n\r\n{"epoch":"x","events":[${texts.join(',')}],"cursor":"x-9"}`,
};

const expected = EVENTS.map(({ id, at }) => [id, at]);

for (const [name, text] of Object.entries(WRAPPED)) {
  test(`finds every event in ${name}, wherever the bytes are cut`, () => {
    const bytes = Buffer.from(text, 'latin1');
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 40 });
    fc.assert(
      fc.property(cuts, (cuts) => {
        expect(scan(bytes, cuts)).toEqual(expected);
      }),
    );
    expect(scan(bytes, [...bytes.keys()])).toEqual(expected);
  });
}

test('passes over what only begins like an event', () => {
  const bytes = Buffer.from(`{"id":7}{"id":8,"type":"gap","at":1}{"id":{"id":9,"type":"sample","at":3,"data":""}`);
  expect(scan(bytes, [])).toEqual([[9, 3]]);
});

/** As a socket hands it over: always in the same memory. */
function scan(bytes: Buffer, cuts: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  const take = createScanner((id, at) => found.push([id, at]));
  const shared = Buffer.alloc(bytes.length);
  const places = [...cuts, bytes.length].sort((one, other) => one - other);
  let from = 0;
  for (const to of places) {
    shared.fill(0x7b);
    bytes.copy(shared, 0, from, to);
    take(shared.subarray(0, to - from));
    from = to;
  }
  return found;
}
