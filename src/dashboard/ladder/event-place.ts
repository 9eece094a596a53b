import type { EventRing } from './event-ring.ts';
import type { Band, TimeScale } from './layout.ts';

/** Where an event is drawn. */
export type EventPlace = {
  readonly publishedX: number;
  /** Undefined when the server never told. */
  readonly writtenX: number | undefined;
  readonly receivedX: number;
  /** Its height while it waits. */
  readonly waitY: number;
  readonly together: number;
};

/** So far apart are events that wait together; more than fit stand on the highest place. */
const STEP_PX = 2;
export const STEPS = 9;
const FIRST_PX = 4;

export function eventPlace(events: EventRing, index: number, band: Band, scale: TimeScale): EventPlace {
  const writtenAt = events.writtenAt(index);
  return {
    publishedX: scale.x(events.at(index)),
    writtenX: Number.isNaN(writtenAt) ? undefined : scale.x(writtenAt),
    receivedX: scale.x(events.receivedAt(index)),
    waitY: waitY(band, events.place(index)),
    together: events.together(index),
  };
}

/** How high the `place`th of those stands that wait together. */
export function waitY({ serverY }: Band, place: number): number {
  return serverY - FIRST_PX - Math.min(place, STEPS) * STEP_PX;
}
