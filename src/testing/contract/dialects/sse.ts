import { utf8 } from '../bytes.ts';
import { type Batch, type Dialect, EPOCH, fakeEvent, type Malformed, send } from './dialect.ts';
import { chunk, httpAnswer, httpHead } from './http.ts';

const next = JSON.stringify(fakeEvent(2, 'with a wrong id'));

export const sse: Dialect = {
  open: [
    { do: 'request' },
    send(
      httpHead(200, { 'Content-Type': 'text/event-stream', 'Transfer-Encoding': 'chunked' }) + chunk('retry: 20\n\n'),
    ),
  ],
  ask: [],
  deliver: (batch) => chunk(utf8(lines(batch))),
  measure: ({ events }) => utf8(JSON.stringify(events[0])).length,
  foreignAnswer: httpAnswer(200, { 'Content-Type': 'application/json' }, '{}'),
  malformed: (
    [
      { what: 'broken JSON', text: message(2, '{"id":2') },
      { what: 'JSON of another shape', text: message(2, '{"message":"hello"}') },
      { what: 'an id that is no cursor', text: message('yesterday', next) },
      { what: "an id that is another event's", text: message(3, next) },
      // A browser takes it for the id of the event before.
      { what: 'an event without an id', text: `data: ${next}\n\n` },
      { what: 'a broken gap', text: 'event: gap\ndata: {"after":"yesterday"}\n\n' },
    ] as const
  ).map(({ what, text }): Malformed => ({ what, bytes: chunk(text), kind: 'protocol' })),
  // EventSource tells a failing connection and a foreign answer apart only by whether it tries again.
  tells: {
    unreachable: 'timeout',
    lost: 'timeout',
    ended: 'ended',
    errorStatus: 'refused',
    foreignAnswer: 'refused',
  },
  states: ['connecting', 'open'],
  releasedBy: 'close',
};

function lines({ gap, events }: Batch): string {
  const told = gap ? `event: gap\ndata: ${JSON.stringify(gap)}\n\n` : '';
  return told + events.map((event) => message(event.id, JSON.stringify(event))).join('');
}

function message(id: number | string, data: string): string {
  return `id: ${typeof id === 'number' ? `${EPOCH}-${id}` : id}\ndata: ${data}\n\n`;
}
