import type { Gap } from '../../protocol/answer.ts';
import type { CursorRequest } from '../../protocol/cursor.ts';
import type { StreamEvent } from '../../protocol/event.ts';
import type { TransportObserver } from '../transport.ts';

/** Something that a transport brought and that has its place in the stream. */
export type Item =
  | { readonly kind: 'event'; readonly event: StreamEvent; readonly at: CursorRequest; readonly receivedAt: number }
  | { readonly kind: 'gap'; readonly gap: Gap };

/** Hands on what several transports bring of one stream, so that nothing comes twice and the order is kept. */
export type Delivery = {
  /** Where it stands: the last event handed on, or where a gap said. */
  cursor(): CursorRequest;
  /** Whether all up to this place was handed on. */
  covers(place: CursorRequest): boolean;
  /** Hands the item on, unless that was done already or a later life of the log has begun; true when it was. */
  deliver(item: Item): boolean;
};

/** Epochs that are over and can still be brought by a slow transport; there is hardly ever more than one. */
const MAX_PAST_EPOCHS = 16;

export function createDelivery(start: CursorRequest, observer: Pick<TransportObserver, 'event' | 'gap'>): Delivery {
  const past: string[] = [];
  let cursor = start;

  return { cursor: () => cursor, covers, deliver };

  function covers(place: CursorRequest): boolean {
    return isSameEpoch(place, cursor) ? place.id <= cursor.id : isPast(place);
  }

  function deliver(item: Item): boolean {
    if (item.kind === 'gap') return deliverGap(item.gap);
    const { event, at, receivedAt } = item;
    // An epoch begins with a gap that says so: without one, the event comes from an epoch that is over.
    if (!isSameEpoch(at, cursor) || at.id <= cursor.id) return false;
    // A WebSocket does not name the epoch of what it was asked for with a bare id; one that is known stays known.
    cursor = at.epoch === undefined && cursor.epoch !== undefined ? { epoch: cursor.epoch, id: at.id } : at;
    observer.event(event, cursor, receivedAt);
    return true;
  }

  function deliverGap(gap: Gap): boolean {
    const told = asSeenFromHere(gap);
    if (!told) return false;
    const { epoch } = cursor;
    if (epoch !== undefined && epoch !== told.resumedAt.epoch) past.push(epoch);
    if (past.length > MAX_PAST_EPOCHS) past.shift();
    cursor = told.resumedAt;
    observer.gap(told);
    return true;
  }

  /** Who told of the gap may have asked after an earlier place; undefined when there is none from here. */
  function asSeenFromHere(gap: Gap): Gap | undefined {
    const { epoch, id } = cursor;
    // A bare id names no epoch that could be compared: then what the server says holds.
    if (epoch === undefined || (gap.after.epoch === epoch && gap.after.id === id)) return gap;
    if (covers(gap.resumedAt)) return undefined;
    const reason = gap.resumedAt.epoch === epoch ? 'expired' : 'epoch-changed';
    return { after: { epoch, id }, resumedAt: gap.resumedAt, reason };
  }

  function isPast({ epoch }: CursorRequest): boolean {
    return epoch !== undefined && past.includes(epoch);
  }
}

/** A bare id counts as one of the present epoch. */
export function isSameEpoch(a: CursorRequest, b: CursorRequest): boolean {
  return a.epoch === undefined || b.epoch === undefined || a.epoch === b.epoch;
}
