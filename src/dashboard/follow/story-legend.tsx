import type { ReactNode } from 'react';
import { LaneMarker } from '../ui/lane-marker.tsx';
import classes from './story-figure.module.css';

/** What each stroke of the picture stands for. */
export function StoryLegend() {
  return (
    <ul className={classes.legend} aria-label="Signs in the picture">
      <Sign words="published">
        <line className={classes.published} x1={14} x2={14} y1={1} y2={15} />
      </Sign>
      <Sign words="waiting on the server">
        <line className={classes.waiting} x1={1} x2={27} y1={8} y2={8} />
      </Sign>
      <Sign words="written to the socket">
        <line className={classes.written} x1={14} x2={14} y1={1} y2={15} />
      </Sign>
      <Sign words="in transit">
        <line className={classes.transit} x1={1} x2={27} y1={8} y2={8} />
      </Sign>
      <Sign words="received">
        <g className={classes.anyShape}>
          <LaneMarker lane="short-polling" x={7} y={8} />
          <LaneMarker lane="websocket" x={20} y={8} />
        </g>
      </Sign>
      <Sign words="the request that carried it, from its arrival at the server">
        <path className={classes.request} d="M4 8h23M27 4v8" />
        <path className={classes.arrow} d="M0 8l7 -4.5v9z" />
      </Sign>
    </ul>
  );
}

function Sign({ words, children }: { words: string; children: ReactNode }) {
  return (
    <li>
      <svg width={28} height={16} viewBox="0 0 28 16" aria-hidden="true" stroke="currentColor" fill="currentColor">
        {children}
      </svg>
      {words}
    </li>
  );
}
