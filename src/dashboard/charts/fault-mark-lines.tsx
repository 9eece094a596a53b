import { type LabelProps, ReferenceArea, ReferenceLine } from 'recharts';
import classes from './charts.module.css';
import type { FaultMark } from './fault-marks.ts';

/** A fault: a line where it began, and a band as far as it lasted. Not a component: the chart reads what its children are. */
export function faultMarkLines({ key, from, to, label, labelled }: FaultMark) {
  const line = (
    <ReferenceLine
      key={key}
      x={from}
      stroke="var(--alarm)"
      strokeDasharray="3 3"
      ifOverflow="hidden"
      label={(place: LabelProps) =>
        labelled ? <FaultLabel place={place} words={label} isLast={from > LAST_S} /> : null
      }
    />
  );
  if (to === from) return [line];
  return [
    <ReferenceArea key={`${key} lasts`} x1={from} x2={to} fill="var(--alarm)" fillOpacity={0.1} ifOverflow="hidden" />,
    line,
  ];
}

/** Right of a fault younger than this there is no room for its label. */
const LAST_S = -3;

/** Upright at the foot of the line: the head is where stretches that are not to be trusted have theirs. */
type FaultLabelProps = { readonly place: LabelProps; readonly words: string; readonly isLast: boolean };

function FaultLabel({ place: { viewBox }, words, isLast }: FaultLabelProps) {
  if (!viewBox || !('height' in viewBox)) return null;
  const { x = 0, y = 0, height = 0 } = viewBox;
  return (
    <text
      className={classes.faultLabel}
      transform={`translate(${x + (isLast ? -3 : 11)} ${y + height - 4}) rotate(-90)`}
    >
      {words}
    </text>
  );
}
