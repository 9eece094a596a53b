import type { ReactNode } from 'react';
import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { SKIPPED } from '../picture/light-copy.ts';
import { SavePicture } from '../picture/save-picture.tsx';
import { useLab } from '../services.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import { LANE_COLORS } from '../ui/lane-style.ts';
import { useServerNow } from '../use-server-now.ts';
import { useShownLanes } from '../use-shown-lanes.ts';
import { type Crowd, crowdsOf, type Ticks, ticksOf } from './attempt-strip.ts';
import classes from './survival.module.css';

// Heights within a row, and widths, px. Places are percent, so that a hollow tick is one at any width.
const HEIGHT = 22;
const TOP = 4;
const TALL = 14;
const SHORT = 6;
const WIDTH = 3;
const HOLLOW_WIDTH = 5;

/** A tick for each try to connect in the last minute. After a cut of all lanes it shows whether they come back together. */
export function AttemptStrip() {
  const snapshot = useLab((state) => state.snapshot);
  const shown = useShownLanes();
  const now = useServerNow()();
  const crowds = crowdsOf(
    shown.map((lane) => snapshot?.lanes[lane].attempts ?? []),
    now,
  );
  return (
    <div className={classes.strip} data-picture>
      <h3 {...SKIPPED}>
        Attempts of the last 60 s <SavePicture title="Attempts of the last 60 s" />
      </h3>
      <p className={classes.words}>
        A full tick connected, a hollow one failed, a short one is not decided. The first row counts what all lanes did
        within a tenth of a second: without jitter they stand together, with full jitter they spread.
      </p>
      <div className={classes.rows}>
        <span>All lanes</span>
        <Row label={crowdWords(crowds)}>
          <Columns crowds={crowds} />
        </Row>
        {shown.map((lane) => (
          <LaneRow key={lane} lane={lane} ticks={ticksOf(snapshot?.lanes[lane].attempts ?? [], now)} />
        ))}
        <span />
        <span className={classes.stripAxis} aria-hidden="true">
          <span>−60&nbsp;s</span>
          <span>−30&nbsp;s</span>
          <span>now</span>
        </span>
      </div>
    </div>
  );
}

function LaneRow({ lane, ticks: { up, failed, pending } }: { lane: LaneName; ticks: Ticks }) {
  const color = LANE_COLORS[lane];
  return (
    <>
      <span className={classes.stripLane}>
        <LaneKey lane={lane} />
        {LANE_LABELS[lane]}
      </span>
      <Row
        label={`${LANE_LABELS[lane]}: ${up.length + failed.length + pending.length} attempts, ${failed.length} failed`}
      >
        {up.map((place) => (
          <rect key={place} x={`${place}%`} y={TOP} width={WIDTH} height={TALL} fill={color} />
        ))}
        {failed.map((place) => (
          <rect key={place} x={`${place}%`} y={TOP} width={HOLLOW_WIDTH} height={TALL} fill="none" stroke={color} />
        ))}
        {pending.map((place) => (
          <rect key={place} x={`${place}%`} y={TOP + TALL - SHORT} width={WIDTH} height={SHORT} fill={color} />
        ))}
      </Row>
    </>
  );
}

/** As high as the row where most were made at once; less than a handful do not fill it. */
function Columns({ crowds }: { crowds: readonly Crowd[] }) {
  const highest = Math.max(5, ...crowds.map(({ count }) => count));
  return crowds.map(({ place, count }) => {
    const height = ((HEIGHT - 4) * count) / highest;
    return (
      <rect
        key={place}
        className={classes.crowd}
        x={`${place}%`}
        y={HEIGHT - 2 - height}
        width={WIDTH}
        height={height}
      />
    );
  });
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <svg className={classes.row} role="img" aria-label={label}>
      <line className={classes.ground} x1="0" x2="100%" y1={HEIGHT - 1} y2={HEIGHT - 1} />
      {children}
    </svg>
  );
}

function crowdWords(crowds: readonly Crowd[]): string {
  const total = crowds.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(0, ...crowds.map(({ count }) => count));
  return `All lanes: ${total} attempts, at most ${most} within a tenth of a second`;
}
