import { type ReactNode, useMemo } from 'react';
import type { Story } from '../../lab/messages.ts';
import { LANE_LABELS } from '../../protocol/lanes.ts';
import { formatLatency, type Quantity, UNKNOWN } from '../format.ts';
import { SavePicture } from '../picture/save-picture.tsx';
import { useLab } from '../services.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import { useShownLanes } from '../use-shown-lanes.ts';
import { StoryAxis } from './story-axis.tsx';
import classes from './story-figure.module.css';
import { StoryLane } from './story-lane.tsx';
import { StoryLegend } from './story-legend.tsx';
import { type StoryRow, storyRows } from './story-rows.ts';
import { type ScaleKind, type StoryScale, storyScale } from './story-scale.ts';
import { storyWords } from './story-words.ts';

/** The picture of a story: a row for each lane, with its numbers beside it and its request in words below. */
export function StoryFigure({ story, scaleKind }: { story: Story | undefined; scaleKind: ScaleKind }) {
  const shown = useShownLanes();
  const rows = useMemo(() => storyRows(story ?? { at: 0, lanes: {} }, shown), [story, shown]);
  const scale = useMemo(() => storyScale(rows, scaleKind), [rows, scaleKind]);
  return (
    <div className={classes.figure} data-picture>
      <SavePicture title="Follow one event" />
      <StoryLegend />
      <div className={classes.plot}>
        <ThroughLines scale={scale} />
        <ul className={classes.rows} aria-label="The event on each lane">
          {rows.map((row) => (
            <Row key={row.lane} row={row} scale={scale} isEmpty={story === undefined} />
          ))}
        </ul>
      </div>
      <StoryAxis scale={scale} />
    </div>
  );
}

function ThroughLines({ scale }: { scale: StoryScale }) {
  return (
    <svg className={classes.through} aria-hidden="true">
      {scale.ticks.map(({ ms, place }) => (
        <line key={ms} className={classes.grid} x1={`${place}%`} x2={`${place}%`} y1="0" y2="100%" />
      ))}
      <line className={classes.published} x1={`${scale.published}%`} x2={`${scale.published}%`} y1="0" y2="100%" />
    </svg>
  );
}

type RowProps = { readonly row: StoryRow; readonly scale: StoryScale; readonly isEmpty: boolean };

function Row({ row, scale, isEmpty }: RowProps) {
  const { lane, receivedMs, written } = row;
  const on = useLab((state) => state.snapshot?.lanes[lane].on ?? false);
  const resolutionMs = useLab((state) => state.snapshot?.clock?.uncertaintyMs ?? 0);
  return (
    <li className={classes.row}>
      <span className={classes.name}>
        <LaneKey lane={lane} />
        {LANE_LABELS[lane]}
      </span>
      <StoryLane row={row} scale={scale} />
      <dl className={classes.numbers}>
        {/* Published and written are both read from the server's clock: the wait is exact. */}
        <Part name="wait">{written && formatLatency(written.writtenMs)}</Part>
        <Part name="transit">{written && formatLatency(written.transitMs, resolutionMs)}</Part>
        <Part name="latency">{receivedMs === undefined ? undefined : formatLatency(receivedMs, resolutionMs)}</Part>
      </dl>
      <p className={classes.words}>{isEmpty ? '' : storyWords(row, on)}</p>
    </li>
  );
}

function Part({ name, children: quantity }: { name: string; children: Quantity | undefined }): ReactNode {
  return (
    <div className={classes.part}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.number}>{quantity?.number ?? UNKNOWN}</span>
        <span className={classes.unit}>{quantity?.unit}</span>
      </dd>
    </div>
  );
}
