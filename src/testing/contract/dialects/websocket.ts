import { type Bytes, utf8 } from '../bytes.ts';
import { type Dialect, fakeEvent, type Malformed } from './dialect.ts';
import { BINARY, CONTINUATION, frame, TEXT } from './frames.ts';
import { httpAnswer } from './http.ts';

const json = (value: unknown): Bytes => utf8(JSON.stringify(value));
const sound = json(fakeEvent(1, 'sound'));

const malformed: readonly Malformed[] = [
  { what: 'broken JSON', bytes: frame(TEXT, sound.slice(0, -1)), kind: 'protocol' },
  { what: 'JSON of another shape', bytes: frame(TEXT, '{"message":"hello"}'), kind: 'protocol' },
  { what: 'an event without an id', bytes: frame(TEXT, sound.replace('"id":1,', '')), kind: 'protocol' },
  { what: 'a broken gap', bytes: frame(TEXT, '{"gap":{"after":"yesterday"}}'), kind: 'protocol' },
  { what: 'a binary frame', bytes: frame(BINARY, sound), kind: 'protocol' },
  // What the platform itself finds broken it tells as 1006, as if the connection had been lost.
  { what: 'bytes that are no UTF-8', bytes: frame(TEXT, '"\xff\xfe"'), kind: 'network' },
  { what: 'a reserved opcode', bytes: frame(5, sound), kind: 'network' },
  { what: 'reserved bits', bytes: frame(TEXT, sound, { reserved: 4 }), kind: 'network' },
  { what: 'a continuation of nothing', bytes: frame(CONTINUATION, sound), kind: 'network' },
  { what: 'a length beyond 63 bits', bytes: '\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff', kind: 'network' },
];

export const websocket: Dialect = {
  open: [{ do: 'request' }, { do: 'upgrade' }],
  ask: [],
  deliver: ({ gap, events }) =>
    [...(gap ? [{ gap }] : []), ...events].map((value) => frame(TEXT, json(value))).join(''),
  measure: ({ events }) => json(events[0]).length,
  foreignAnswer: httpAnswer(200, { 'Content-Type': 'text/html' }, '<title>Log in to the hotel</title>'),
  malformed,
  tells: {
    unreachable: 'refused',
    lost: 'network',
    ended: 'ended',
    errorStatus: 'refused',
    foreignAnswer: 'refused',
  },
  states: ['connecting', 'open'],
  releasedBy: 'close',
};
