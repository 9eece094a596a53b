import { type LabelProps, ReferenceArea } from 'recharts';
import classes from './charts.module.css';
import type { Stretch } from './stretches.ts';

/** About as wide as a character of a label is, px. */
const CHARACTER_PX = 6.5;

/** The hatching of stretches that are not to be trusted; to be put into a chart once. */
export function StretchPattern({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={6} height={6} className={classes.doubtPaper} />
        <line x1={0} x2={0} y1={0} y2={6} className={classes.doubtHatch} />
      </pattern>
    </defs>
  );
}

/** One such stretch. Not a component: the chart reads what its children are. */
export function stretchArea({ from, to, label, labelled }: Stretch, patternId: string) {
  return (
    <ReferenceArea
      key={from}
      x1={from}
      x2={to}
      fill={`url(#${patternId})`}
      fillOpacity={1}
      ifOverflow="hidden"
      label={(place: LabelProps) => (labelled ? <StretchLabel place={place} words={label} /> : null)}
    />
  );
}

/** Along the top where it fits, upright where it does not. */
function StretchLabel({ place: { viewBox }, words }: { place: LabelProps; words: string }) {
  if (!viewBox || !('width' in viewBox)) return null;
  const { x = 0, y = 0, width = 0 } = viewBox;
  const fits = width >= words.length * CHARACTER_PX + 8;
  const middle = x + Math.min(width / 2, 8);
  return fits ? (
    <text className={classes.doubtLabel} x={x + 4} y={y + 13}>
      {words}
    </text>
  ) : (
    <text className={classes.doubtLabel} textAnchor="end" transform={`translate(${middle + 4} ${y + 4}) rotate(-90)`}>
      {words}
    </text>
  );
}
