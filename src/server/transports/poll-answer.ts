import type { FastifyReply, FastifyRequest } from 'fastify';
import { type GapOnWire, STREAM_CURSOR_HEADER } from '../../protocol/answer.ts';
import { formatCursor } from '../../protocol/cursor.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { Slice } from '../../stream/event-log.ts';
import type { BodyNote } from '../wire/batch.ts';
import type { PieceText } from '../wire/journal.ts';
import type { StreamServices } from './server-transport.ts';

/** What both kinds of polling answer with: 200 and the events, or 204 and where to go on. */
export function answerPoll(
  transport: Transport,
  request: FastifyRequest,
  reply: FastifyReply,
  slice: Slice,
  services: StreamServices,
) {
  // Who is gone gets no answer, not even an empty one.
  if (request.socket.destroyed) return reply.hijack();
  const exchange = services.exchangeOf(request.raw);
  reply.header('Cache-Control', 'no-store');
  // A client that is told to stay would send its next request into a closing socket.
  if (services.lifetime.ending) reply.header('Connection', 'close');
  if (slice.events.length === 0) exchange.entry.add('emptyResponses', 1);
  if (slice.events.length === 0 && !slice.gap) {
    return reply.code(204).header(STREAM_CURSOR_HEADER, formatCursor(slice.cursor)).send();
  }

  if (slice.gap) services.counters.gapsTold += 1;

  const { bytes, notes, show } = services.answers(slice, encodeAnswer);
  services.noteBody(reply.raw, notes);
  const writtenAt = services.now();
  for (const { event } of slice.events) services.delays.observe(transport, writtenAt - event.at, 1);
  exchange.wrote(slice, show);
  return reply.type('application/json; charset=utf-8').send(bytes);
}

/** An answer's body. */
export type Answer = {
  readonly bytes: Buffer;
  readonly notes: readonly BodyNote[];
  /** As it stands on the wire, for people to read. */
  readonly show: () => readonly PieceText[];
};

/** Put together from the events' JSON, which was encoded once when they were appended. */
function encodeAnswer({ epoch, events, cursor, gap, more }: Slice): Answer {
  const before = `{"epoch":"${epoch}","events":[`;
  const gapText = gap ? `,"gap":${encodeGap(gap)}` : '';
  const after = `],"cursor":"${formatCursor(cursor)}"${gapText}${more ? ',"more":true' : ''}}`;
  const bytes = Buffer.from(before + events.map(({ json }) => json).join(',') + after);
  const payloadBytes = events.reduce((sum, event) => sum + event.payloadBytes, 0);
  const notes: readonly BodyNote[] = [
    ['framing', bytes.length - payloadBytes],
    ['payload', payloadBytes],
  ];
  return { bytes, notes, show: showAnswer(before, events, after) };
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
