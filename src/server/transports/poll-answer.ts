import type { FastifyReply, FastifyRequest } from 'fastify';
import { type GapOnWire, STREAM_CURSOR_HEADER } from '../../protocol/answer.ts';
import { formatCursor } from '../../protocol/cursor.ts';
import type { LoggedEvent, Slice } from '../../stream/event-log.ts';
import type { BodyNote } from '../wire/batch.ts';
import type { PieceText } from '../wire/journal.ts';
import { isTransport } from '../wire/part.ts';
import type { StreamServices } from './server-transport.ts';

/** What both kinds of polling answer with: 200 and the events, or 204 and where to go on. */
export function answerPoll(request: FastifyRequest, reply: FastifyReply, slice: Slice, services: StreamServices) {
  // Who is gone gets no answer, not even an empty one.
  if (request.socket.destroyed) return reply.hijack();
  const exchange = services.exchangeOf(request.raw);
  const cursor = formatCursor(slice.cursor);
  reply.header('Cache-Control', 'no-store');
  // A client that is told to stay would send its next request into a closing socket.
  if (services.lifetime.ending) reply.header('Connection', 'close');
  if (slice.events.length === 0) exchange.entry.add('emptyResponses', 1);
  if (slice.events.length === 0 && !slice.gap) {
    return reply.code(204).header(STREAM_CURSOR_HEADER, cursor).send();
  }

  if (slice.gap) services.counters.gapsTold += 1;

  const answer = encodeAnswer(slice, cursor);
  services.noteBody(reply.raw, answer.notes);
  const { part } = exchange.entry;
  const writtenAt = services.now();
  for (const { event } of slice.events) if (isTransport(part)) services.delays.observe(part, writtenAt - event.at, 1);
  exchange.wrote(slice, answer.show);
  return reply.type('application/json; charset=utf-8').send(answer.body);
}

type Answer = {
  readonly body: Buffer;
  readonly notes: readonly BodyNote[];
  /** As it stands on the wire, for people to read. */
  readonly show: () => readonly PieceText[];
};

/** Of all who were held for the same events, the first one's: the others are given the same bytes. */
const latest = new WeakMap<LoggedEvent, { readonly cursor: string; readonly more: boolean; readonly answer: Answer }>();

/** Put together from the events' JSON, which was encoded once when they were appended. */
function encodeAnswer({ epoch, events, gap, more }: Slice, cursor: string): Answer {
  const [first] = events;
  const known = first && !gap ? latest.get(first) : undefined;
  if (known?.cursor === cursor && known.more === more) return known.answer;

  const before = `{"epoch":"${epoch}","events":[`;
  const after = `],"cursor":"${cursor}"${gap ? `,"gap":${encodeGap(gap)}` : ''}${more ? ',"more":true' : ''}}`;
  const body = Buffer.from(before + events.map(({ json }) => json).join(',') + after);
  const payloadBytes = events.reduce((bytes, event) => bytes + event.payloadBytes, 0);
  const notes: readonly BodyNote[] = [
    ['framing', body.length - payloadBytes],
    ['payload', payloadBytes],
  ];
  const answer = { body, notes, show: showAnswer(before, events, after) };
  if (first && !gap) latest.set(first, { cursor, more, answer });
  return answer;
}

/** How many events of an answer are shown in full. */
const SHOWN_EVENTS = 5;

/** The answer as it stands on the wire; of a long one the first events, and how many bytes the others have. */
function showAnswer(before: string, events: Slice['events'], after: string): () => readonly PieceText[] {
  const shown = events.slice(0, SHOWN_EVENTS);
  const count = Math.max(0, events.length - SHOWN_EVENTS);
  const otherBytes = events.slice(SHOWN_EVENTS).reduce((bytes, { payloadBytes }) => bytes + payloadBytes, 0);
  const rest: PieceText[] = [
    ['framing', ',', count],
    ['payload', `… ${count} more events`, otherBytes],
  ];
  return () => [
    ['framing', before],
    ...shown.flatMap(({ json }, index): PieceText[] => [
      ...(index > 0 ? [['framing', ','] as const] : []),
      ['payload', json],
    ]),
    ...(count > 0 ? rest : []),
    ['framing', after],
  ];
}

export function encodeGap({ after, resumedAt, reason }: NonNullable<Slice['gap']>): string {
  const gap: GapOnWire = { after: formatCursor(after), resumedAt: formatCursor(resumedAt), reason };
  return JSON.stringify(gap);
}
