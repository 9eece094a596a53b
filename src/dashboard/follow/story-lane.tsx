import { LaneMarker } from '../ui/lane-marker.tsx';
import { LANE_COLORS } from '../ui/lane-style.ts';
import classes from './story-figure.module.css';
import type { StoryRow } from './story-rows.ts';
import type { StoryScale } from './story-scale.ts';

// Heights within a lane, px: the event above, the request that carried it below.
const LANE_HEIGHT = 36;
const EVENT_Y = 13;
const REQUEST_Y = 28;

/**
 * One lane of the picture. All places are percentages, so that it fits any width without being measured.
 *
 * ```
 *      published   written   received
 *          ├──waiting──┤▇transit▇◆
 *  ◂───────────request─┤
 * ```
 */
export function StoryLane({ row, scale }: { row: StoryRow; scale: StoryScale }) {
  const color = LANE_COLORS[row.lane];
  return (
    <svg className={classes.lane} width="100%" height={LANE_HEIGHT} aria-hidden="true">
      <g stroke={color} fill={color}>
        <EventPath row={row} scale={scale} />
        <RequestPath row={row} scale={scale} />
      </g>
    </svg>
  );
}

function EventPath({ row: { lane, receivedMs, written }, scale }: { row: StoryRow; scale: StoryScale }) {
  if (receivedMs === undefined) return null;
  const received = placeOf(scale, receivedMs);
  // Clocks match only so well: what arrived "before" it was written arrived at once.
  const from = written && Math.min(placeOf(scale, written.writtenMs), received);
  return (
    <>
      <line
        className={written ? classes.waiting : classes.untold}
        {...level(scale.published, from ?? received, EVENT_Y)}
      />
      {from !== undefined && (
        <>
          <line className={classes.written} {...upright(from, EVENT_Y - 8, EVENT_Y + 8)} />
          <line className={classes.transit} {...level(from, received, EVENT_Y)} />
        </>
      )}
      <svg x={`${received}%`} y={EVENT_Y} overflow="visible" aria-hidden="true">
        <LaneMarker lane={lane} x={0} y={0} />
      </svg>
    </>
  );
}

function RequestPath({ row: { written }, scale }: { row: StoryRow; scale: StoryScale }) {
  if (!written) return null;
  const arrived = scale.place(written.requestMs);
  const end = placeOf(scale, written.writtenMs);
  return (
    <>
      <line className={classes.request} {...level(arrived ?? 0, end, REQUEST_Y)} />
      <line className={classes.request} {...upright(end, REQUEST_Y - 4, REQUEST_Y + 4)} />
      {arrived === undefined ? (
        <path className={classes.arrow} d={`M0 ${REQUEST_Y}l7 -4.5v9z`} />
      ) : (
        <line className={classes.request} {...upright(arrived, REQUEST_Y - 4, REQUEST_Y + 4)} />
      )}
    </>
  );
}

function placeOf(scale: StoryScale, ms: number): number {
  return scale.place(ms) ?? scale.published;
}

function level(from: number, to: number, y: number) {
  return { x1: `${from}%`, x2: `${to}%`, y1: y, y2: y };
}

function upright(place: number, from: number, to: number) {
  return { x1: `${place}%`, x2: `${place}%`, y1: from, y2: to };
}
