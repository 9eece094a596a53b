import type { FastifyReply, FastifyRequest } from 'fastify';
import { type GapOnWire, STREAM_CURSOR_HEADER } from '../../protocol/answer.ts';
import { formatCursor } from '../../protocol/cursor.ts';
import type { Slice } from '../../stream/event-log.ts';
import type { PieceText } from '../wire/journal.ts';
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

  // Put together from the events' JSON, which was encoded once when they were appended.
  const gap = slice.gap ? `,"gap":${encodeGap(slice.gap)}` : '';
  const more = slice.more ? ',"more":true' : '';
  const before = `{"epoch":"${slice.epoch}","events":[`;
  const after = `],"cursor":"${cursor}"${gap}${more}}`;
  const body = before + slice.events.map(({ json }) => json).join(',') + after;

  const payloadBytes = slice.events.reduce((bytes, event) => bytes + event.payloadBytes, 0);
  services.noteBody(reply.raw, [
    ['framing', Buffer.byteLength(body) - payloadBytes],
    ['payload', payloadBytes],
  ]);
  exchange.wrote(slice, showAnswer(before, slice.events, after));
  return reply.type('application/json').send(body);
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
