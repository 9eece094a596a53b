import type { TransportState } from '../../../client/transport.ts';
import { STREAM_CURSOR_HEADER } from '../../../protocol/answer.ts';
import { type Bytes, utf8 } from '../bytes.ts';
import { type Batch, type Dialect, EPOCH, fakeEvent, type Malformed } from './dialect.ts';
import { httpAnswer } from './http.ts';

/** Both kinds of polling: every delivery is an answer of its own. */
function polling(states: readonly TransportState[]): Dialect {
  return {
    open: [],
    ask: [{ do: 'request' }],
    deliver: (batch) => json(body(batch)),
    measure: (batch) => body(batch).length,
    foreignAnswer: httpAnswer(200, { 'Content-Type': 'text/html' }, '<title>Log in to the hotel</title>'),
    malformed,
    tells: {
      unreachable: 'network',
      lost: 'network',
      ended: 'network',
      errorStatus: 'http-status',
      foreignAnswer: 'protocol',
    },
    states,
    releasedBy: 'idle',
  };
}

function body({ gap, events }: Batch): Bytes {
  const cursor = `${EPOCH}-${events.at(-1)?.id ?? 0}`;
  return utf8(JSON.stringify({ epoch: EPOCH, events, cursor, gap }));
}

const json = (text: Bytes) => httpAnswer(200, { 'Content-Type': 'application/json' }, text);

const sound = body({ events: [fakeEvent(1, 'sound')] });

const malformed: readonly Malformed[] = [
  { what: 'broken JSON', bytes: json(sound.slice(0, -1)) },
  { what: 'no body at all', bytes: json('') },
  { what: 'JSON of another shape', bytes: json('{"message":"hello"}') },
  { what: 'an event without an id', bytes: json(sound.replace('"id":1,', '')) },
  { what: 'a cursor that is none', bytes: json(sound.replace(`"${EPOCH}-1"`, '"yesterday"')) },
  { what: 'bytes that are no UTF-8', bytes: json(sound.replace('sound', '\xff\xfe')) },
  { what: 'no content type', bytes: httpAnswer(200, {}, sound) },
  { what: `a 204 without ${STREAM_CURSOR_HEADER}`, bytes: httpAnswer(204, {}) },
  { what: 'a 204 with a cursor that is none', bytes: httpAnswer(204, { [STREAM_CURSOR_HEADER]: 'yesterday' }) },
].map((answer) => ({ ...answer, kind: 'protocol' }));

export const shortPolling = polling(['connecting', 'open', 'idle']);
export const longPolling = polling(['connecting', 'held']);
