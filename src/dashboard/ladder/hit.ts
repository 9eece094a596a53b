import { eventsBetween, laneDetail } from './density.ts';
import { eventPlace } from './event-place.ts';
import { isStream } from './exchange-list.ts';
import { piecesOf } from './exchange-parts.ts';
import type { Found } from './found.ts';
import { type Band, bandAt } from './layout.ts';
import { knownTo, type Scene } from './scene.ts';
import type { LaneTrace } from './trace-store.ts';
import { publishedSince, waitingPlaces } from './undelivered.ts';

/** How far from the pointer something may be, px: a finger hides more than an arrow. */
export const REACH_PX = { mouse: 8, touch: 16 } as const;

type Nearest = { readonly distance: number; readonly found: Found };

/** What is under the pointer: the nearest within reach; a small thing before a large one behind it. */
export function hit(scene: Scene, x: number, y: number, reachPx: number): Found | undefined {
  const band = bandAt(scene.layout, y);
  const { left, right } = scene.layout;
  if (x < left - reachPx || x > right + reachPx) return undefined;
  if (!band) return faultAt(scene, x, reachPx);
  const trace = scene.store.lane(band.lane);
  const detail = laneDetail(trace, scene.scale, publishedSince(scene, band.lane));
  const candidates = [
    ...marksNear(scene, trace, x, reachPx),
    ...(detail.events === 'single'
      ? [...eventsNear(scene, trace, band, x, y, reachPx), ...undeliveredNear(scene, band, x, y)]
      : []),
    ...(detail.exchanges === 'single' ? exchangesNear(scene, trace, band, x, y) : []),
  ].filter(({ distance }) => distance <= reachPx);
  const nearest = candidates.reduce<Nearest | undefined>(
    (best, each) => (best && best.distance <= each.distance ? best : each),
    undefined,
  );
  if (nearest) return nearest.found;
  if (detail.events === 'many' || detail.exchanges === 'many') return manyAt(scene, band, x, reachPx);
  return faultAt(scene, x, reachPx) ?? streamAt(scene, trace, band, x, y);
}

function eventsNear(scene: Scene, trace: LaneTrace, band: Band, x: number, y: number, reachPx: number): Nearest[] {
  const { scale } = scene;
  // A wait may be longer than the picture: it is found by any of its parts.
  const { first, end } = eventsBetween(trace, scale.time(x - reachPx), scale.time(x + reachPx));
  const found: Nearest[] = [];
  for (let index = first; index < end; index += 1) {
    const place = eventPlace(trace.events, index, band, scale);
    const { publishedX, writtenX, receivedX, waitY } = place;
    const distances = [
      Math.hypot(x - publishedX, y - band.serverY),
      Math.hypot(x - receivedX, y - band.clientY),
      ...(writtenX === undefined
        ? []
        : [
            // Behind a dot of another event, a wait is not meant.
            toLine(x, y, publishedX, waitY, writtenX, waitY) + 1,
            // A poll's answer has a sentence of its own.
            isPolled(band)
              ? Number.POSITIVE_INFINITY
              : toLine(x, y, writtenX, band.serverY, receivedX, band.clientY) + 1,
          ]),
    ];
    const event = { epoch: trace.events.epoch(index), id: trace.events.id(index), at: trace.events.at(index) };
    found.push({ distance: Math.min(...distances), found: { kind: 'event', lane: band.lane, event } });
  }
  return found;
}

function undeliveredNear(scene: Scene, band: Band, x: number, y: number): Nearest[] {
  const toX = scene.scale.x(knownTo(scene));
  return waitingPlaces(scene, band).map(({ event, x: fromX, waitY }) => ({
    distance: Math.min(Math.hypot(x - fromX, y - band.serverY), toLine(x, y, fromX, waitY, toX, waitY) + 1),
    found: { kind: 'event', lane: band.lane, event },
  }));
}

function isPolled({ lane }: Band): boolean {
  return lane === 'short-polling' || lane === 'long-polling';
}

function exchangesNear(scene: Scene, trace: LaneTrace, band: Band, x: number, y: number): Nearest[] {
  const { scale } = scene;
  const now = knownTo(scene);
  const lineY = { server: band.serverY, client: band.clientY };
  return trace.exchanges.between(scale.from, scale.to).flatMap((exchange) =>
    piecesOf(exchange, now).flatMap(({ part, from, to }): Nearest[] => {
      const [start, end] = [from ?? to, to ?? from];
      if (part === 'stream' || !start || !end) return [];
      // A stub reaches nearly half of the way.
      const endY = start === end ? (lineY.server + lineY.client) / 2 : lineY[end.line];
      const distance = toLine(x, y, scale.x(start.at), lineY[start.line], scale.x(end.at), endY);
      // What is held is wide, and behind all else.
      return [{ distance: distance + (part === 'held' ? 3 : 1.5), found: { kind: 'exchange', exchange, part } }];
    }),
  );
}

function marksNear({ scale }: Scene, trace: LaneTrace, x: number, reachPx: number): Nearest[] {
  return trace
    .marksBetween(scale.time(x - reachPx), scale.time(x + reachPx))
    .map((mark) => ({ distance: Math.abs(scale.x(mark.at) - x) + 2, found: { kind: 'mark', mark } }));
}

function faultAt({ faults, scale }: Scene, x: number, reachPx: number): Found | undefined {
  const fault = faults.findLast(({ at }) => Math.abs(scale.x(at) - x) <= reachPx);
  return fault && { kind: 'fault', fault };
}

/** The area between the lines belongs to the stream that is open. */
function streamAt(scene: Scene, trace: LaneTrace, band: Band, x: number, y: number): Found | undefined {
  if (y < band.serverY || y > band.clientY) return undefined;
  const at = scene.scale.time(x);
  const now = knownTo(scene);
  const exchange = trace.exchanges
    .between(at, at)
    .findLast(
      (each) =>
        isStream(each) &&
        piecesOf(each, now).some(
          ({ part, from, to }) => part === 'stream' && !!from && !!to && from.at <= at && at <= to.at,
        ),
    );
  return exchange && { kind: 'exchange', exchange, part: 'stream' };
}

function manyAt({ scale }: Scene, { lane }: Band, x: number, reachPx: number): Found {
  return { kind: 'many', lane, from: scale.time(x - reachPx / 2), to: scale.time(x + reachPx / 2) };
}

function toLine(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}
