import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LeanTransport } from './lean-transport.ts';
import { LEAN_TRANSPORTS } from './lean-transports.ts';

/** What a reader told, in words. */
type Told = string[];

const event = (id: number, data: unknown) =>
  JSON.stringify({ id, type: 'tick', at: 1_700_000_000_000 + id + 0.25, data });
const told = (id: number) => `event ${id} ${1_700_000_000_000 + id + 0.25}`;

/** Data that looks like what stands around it. */
const TRICKY = [
  'plain',
  '}],"cursor":"x-1"',
  '"\\\\"',
  '\n\ndata: {"id":9',
  { deep: [{ id: 5 }, ['{']] },
  'ü'.repeat(300),
  null,
];
const GAP = '{"after":"old-1","resumedAt":"new-40","reason":"epoch-changed"}';

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

function frame(opcode: number, payload: Buffer | string): Buffer {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(body.length < 126 ? 2 : 4);
  head[0] = 0x80 | opcode;
  head[1] = body.length < 126 ? body.length : 126;
  if (body.length >= 126) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

const sse = [
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n',
  chunk('retry: 1000\nid: old-0\n\n'),
  ...TRICKY.map((data, index) => chunk(`id: old-${index + 1}\ndata: ${event(index + 1, data)}\n\n`)),
  chunk(':\n\n'),
  chunk(`event: gap\nid: new-40\ndata: ${GAP}\n\n`),
  chunk(`id: new-41\ndata: ${event(41, 'after')}\n\n`),
  chunk('event: close\ndata: {"reason":"server-ending"}\n\n'),
  '0\r\n\r\n',
].join('');

const websocket = Buffer.concat([
  Buffer.from('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
  ...TRICKY.map((data, index) => frame(1, event(index + 1, data))),
  frame(9, 'alive'),
  frame(1, `{"gap":${GAP}}`),
  frame(1, event(41, 'after')),
  frame(8, Buffer.from([0x03, 0xe9])),
]);

const body = `{"epoch":"new","events":[${TRICKY.map((data, index) => event(index + 41, data)).join(',')}],"cursor":"new-47","gap":${GAP},"more":true}`;
const polls =
  'HTTP/1.1 204 No Content\r\nStream-Cursor: old-7\r\n\r\n' +
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}` +
  'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}';

const EVENTS = TRICKY.map((_, index) => told(index + 1));

const CASES: readonly (readonly [name: keyof typeof LEAN_TRANSPORTS, bytes: Buffer, told: Told])[] = [
  [
    'sse',
    Buffer.from(sse),
    ['opened', 'epoch old', 'stands old-0', ...EVENTS, 'stands', 'gap new-40', told(41), 'ended'],
  ],
  [
    'websocket',
    websocket,
    ['opened', ...EVENTS, 'reply 8a8500000000616c697665', 'gap new-40', told(41), 'reply 88820000000003e9', 'ended'],
  ],
  [
    'long-polling',
    Buffer.from(polls),
    [
      ...['stands old-7', 'answered 0 false', 'gap new-40', ...TRICKY.map((_, index) => told(index + 41))],
      ...['stands new-47', 'answered 7 true', 'refused 503 7000'],
    ],
  ],
];

test.each(CASES)('%s: tells the same however its bytes are split', (name, bytes, expected) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 30 }), (cuts) => {
      expect(read(LEAN_TRANSPORTS[name], bytes, cuts)).toEqual(withoutEchoes(expected));
    }),
  );
  const everywhere = Array.from({ length: bytes.length }, (_, index) => index);
  expect(read(LEAN_TRANSPORTS[name], bytes, everywhere)).toEqual(withoutEchoes(expected));
});

test.each([
  ['sse', 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: old-1\ndata: nonsense\n\n'],
  ['websocket', 'HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x04oops'],
  ['long-polling', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'],
  ['short-polling', 'HTTP/1.1 204 No Content\r\n\r\n'],
  ['sse', 'not HTTP at all\r\n\r\n'],
] as const)('%s: what is not the protocol is told', (name, text) => {
  expect(read(LEAN_TRANSPORTS[name], Buffer.from(text, 'latin1'), []).at(-1)).toBe('broken');
});

/** Reads in one memory, as the clients do: what is kept must be a copy. */
function read(transport: LeanTransport, bytes: Buffer, cuts: readonly number[]): Told {
  const heard: Told = [];
  const reader = transport.createReader({
    opened: () => heard.push('opened'),
    event: (id, at) => heard.push(`event ${id} ${at}`),
    gap: (epoch, id) => heard.push(`gap ${epoch}-${id}`),
    stands: (epoch, id) => heard.push(`stands ${epoch}-${id}`),
    epoch: (epoch) => heard.push(`epoch ${epoch}`),
    answered: ({ events, more }) => heard.push(`answered ${events} ${more}`),
    refused: (status, retryAfterMs) => heard.push(`refused ${status} ${retryAfterMs}`),
    reply: (reply) => heard.push(`reply ${reply.toString('hex')}`),
    ended: () => heard.push('ended'),
    broken: () => heard.push('broken'),
  });
  const memory = Buffer.alloc(bytes.length);
  const ends = [...cuts, bytes.length].sort((a, b) => a - b);
  let from = 0;
  for (const to of ends) {
    if (to === from) continue;
    bytes.copy(memory, 0, from, to);
    reader.read(memory.subarray(0, to - from));
    memory.fill(0x7b);
    from = to;
  }
  return withoutEchoes(heard);
}

/** Where a stream stands is told again with each comment, and its end by the word and by the answer's end. */
function withoutEchoes(heard: Told): Told {
  const plain = heard.filter((word) => word !== 'stands' && !/^stands old-7$/.test(word) && !word.startsWith('epoch'));
  const end = plain.indexOf('ended');
  return end < 0 ? plain : plain.slice(0, end + 1);
}
