import type { Transport } from '../../protocol/transports.ts';
import type { LoggedEvent, Slice } from '../../stream/event-log.ts';
import type { Batch, BodyNote } from '../wire/batch.ts';
import type { PieceText } from '../wire/journal.ts';
import { encodeGap } from './poll-answer.ts';

/** How events stand on the wire of one kind of stream. Two streams of the same dialect are given the same bytes. */
export type Dialect = {
  readonly transport: Transport;
  /** @returns the bytes in front of the event's JSON, and those behind it. */
  frame(event: LoggedEvent, epoch: string): Frame;
  gap(json: string, gap: NonNullable<Slice['gap']>): Buffer;
  /** For people to read: what stands in front of the event's JSON, and behind it. */
  show(event: LoggedEvent, epoch: string): { readonly before: PieceText; readonly after?: PieceText };
};

export type Frame = { readonly before: Buffer; readonly after: Buffer };

export function encodeBatch(dialect: Dialect, { epoch, events, gap }: Slice): Batch {
  const last = events.at(-1);
  const parts: Buffer[] = [];
  const notes: BodyNote[] = [];
  let framingBytes = 0;
  let payloadBytes = 0;
  const frame = (bytes: Buffer) => {
    parts.push(bytes);
    notes.push(['framing', bytes.length]);
    framingBytes += bytes.length;
  };
  if (gap) frame(dialect.gap(encodeGap(gap), gap));
  for (const logged of events) {
    const { before, after } = dialect.frame(logged, epoch);
    frame(before);
    parts.push(Buffer.from(logged.json));
    notes.push(['payload', logged.payloadBytes]);
    payloadBytes += logged.payloadBytes;
    if (after.length > 0) frame(after);
  }
  return {
    ...{ bytes: Buffer.concat(parts), notes, framingBytes, payloadBytes, epoch },
    ...{ events: events.length, firstId: events[0]?.event.id ?? 0, lastId: last?.event.id ?? 0 },
    show: showLater(dialect, last, epoch),
  };
}

/** A function of its own, so that it holds on to this one event, and not to the whole batch. */
function showLater(dialect: Dialect, event: LoggedEvent | undefined, epoch: string): Batch['show'] {
  return () => {
    if (!event) return [];
    const { before, after } = dialect.show(event, epoch);
    return [before, ['payload', event.json], ...(after ? [after] : [])];
  };
}
