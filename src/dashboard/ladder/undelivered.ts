import type { TraceMark } from '../../lab/messages.ts';
import { LANES, type LaneName } from '../../protocol/lanes.ts';
import { STEPS, waitY } from './event-place.ts';
import type { EventRing } from './event-ring.ts';
import type { EventName } from './found.ts';
import type { Band } from './layout.ts';
import { knownTo, type Scene } from './scene.ts';
import type { LaneTrace } from './trace-store.ts';

/** Events that another lane has received, and this one has not: they were published, so here they wait. */
export type PublishedSince = {
  readonly events: EventRing;
  /** The index of the first. */
  readonly first: number;
  /** How many of them were published before this time. */
  countTo(time: number): number;
};

const BEGINS: ReadonlySet<TraceMark['kind']> = new Set(['on', 'gap']);

/** Finer than any clock. */
const LEAST_MS = 1e-3;

export function publishedSince({ store }: Pick<Scene, 'store'>, lane: LaneName): PublishedSince | undefined {
  const newest = beginningOf(store.lane(lane));
  // A lane that has received nothing may have begun later than all that the others have.
  if (newest === undefined) return undefined;
  let ahead: EventRing | undefined;
  for (const other of LANES) {
    const { events } = store.lane(other);
    if ((newestOf(events) ?? 0) > (ahead ? (newestOf(ahead) ?? 0) : newest)) ahead = events;
  }
  if (!ahead) return undefined;
  const events = ahead;
  // Those of the same moment arrived together with it.
  const first = events.firstPublished(newest + LEAST_MS);
  return { events, first, countTo: (time) => Math.max(0, events.firstPublished(time) - first) };
}

export function isUndelivered(scene: Pick<Scene, 'store'>, lane: LaneName, { epoch, id, at }: EventName): boolean {
  const since = publishedSince(scene, lane);
  return since !== undefined && (since.events.find(epoch, id, at) ?? -1) >= since.first;
}

/** Where one is drawn: it waits from `x` on. */
export type WaitingPlace = { readonly event: EventName; readonly x: number; readonly waitY: number };

export function waitingPlaces(scene: Pick<Scene, 'store' | 'bounds' | 'scale'>, band: Band): readonly WaitingPlace[] {
  const since = publishedSince(scene, band.lane);
  if (!since) return [];
  const { events, first } = since;
  const end = first + since.countTo(knownTo(scene));
  // Of those that wait on the highest place since before the picture, all further ones are drawn upon each other.
  const firstSeen = Math.max(first + STEPS + 1, events.firstPublished(scene.scale.from));
  const places: WaitingPlace[] = [];
  for (let index = first; index < end; index += 1) {
    if (index > first + STEPS && index < firstSeen) index = Math.min(firstSeen, end - 1);
    const event = { epoch: events.epoch(index), id: events.id(index), at: events.at(index) };
    places.push({ event, x: scene.scale.x(event.at), waitY: waitY(band, index - first) });
  }
  return places;
}

/**
 * When its newest event was published; or later, when it began anew, or was told that it has missed some. Undefined
 * while it is off.
 */
function beginningOf({ events, marksBetween }: LaneTrace): number | undefined {
  const newest = newestOf(events);
  if (newest === undefined) return undefined;
  const anew = marksBetween(newest, Number.POSITIVE_INFINITY).findLast(
    ({ kind }) => BEGINS.has(kind) || kind === 'off',
  );
  if (anew?.kind === 'off') return undefined;
  return anew?.at ?? newest;
}

function newestOf(events: EventRing): number | undefined {
  return events.length > 0 ? events.at(events.length - 1) : undefined;
}
