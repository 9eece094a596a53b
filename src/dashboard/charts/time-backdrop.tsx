import { type ReactNode, use, useId } from 'react';
import { DefaultZIndexes, usePlotArea, useXAxisScale, ZIndexLayer } from 'recharts';
import classes from './charts.module.css';
import type { FaultMark } from './fault-marks.ts';
import type { Stretch } from './stretches.ts';
import { FaultMarks, Stretches } from './time-contexts.ts';

/** What lasted less would not be seen, px. */
const LEAST_PX = 1;

/**
 * Behind the lines of a chart over time: hatched, what is not to be trusted; and the faults. Drawn by us for the reason
 * that `LanePlot` gives: it moves with each second.
 */
export function TimeBackdrop() {
  const stretches = use(Stretches);
  const faults = use(FaultMarks);
  const toX = useXAxisScale();
  const plot = usePlotArea();
  const hatching = useId();
  if (!toX || !plot) return null;

  const { y, height } = plot;
  const spanOf = ({ from, to }: Stretch | FaultMark) => {
    const [left = plot.x, right = left] = [toX(from), toX(to)];
    return { x: left, width: Math.max(right - left, LEAST_PX) };
  };
  return (
    <>
      <Layer zIndex={DefaultZIndexes.area}>
        <Hatching id={hatching} />
        {stretches.map((stretch) => (
          <rect key={stretch.key} {...spanOf(stretch)} y={y} height={height} fill={`url(#${hatching})`} />
        ))}
        {faults.map((fault) => {
          const { x, width } = spanOf(fault);
          return (
            <g key={fault.key}>
              <rect className={classes.faultBand} x={x} y={y} width={width} height={height} />
              <line className={classes.faultLine} x1={x} x2={x} y1={y} y2={y + height} />
            </g>
          );
        })}
      </Layer>
      <Layer zIndex={DefaultZIndexes.label}>
        {stretches
          .filter(({ labelled }) => labelled)
          .map((stretch) => (
            <StretchLabel key={stretch.key} {...spanOf(stretch)} y={y} words={stretch.label} />
          ))}
        {faults
          .filter(({ labelled }) => labelled)
          .map((fault) => (
            <FaultLabel key={fault.key} fault={fault} x={spanOf(fault).x} bottom={y + height} />
          ))}
      </Layer>
    </>
  );
}

function Layer({ zIndex, children }: { zIndex: number; children: ReactNode }) {
  return (
    <ZIndexLayer zIndex={zIndex}>
      <g data-backdrop>{children}</g>
    </ZIndexLayer>
  );
}

function Hatching({ id }: { id: string }) {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={6} height={6} className={classes.doubtPaper} />
      <line x1={0} x2={0} y1={0} y2={6} className={classes.doubtHatch} />
    </pattern>
  );
}

/** About as wide as a character of a label is, px. */
const CHARACTER_PX = 6.5;

type StretchLabelProps = { readonly x: number; readonly y: number; readonly width: number; readonly words: string };

/** Along the top where it fits, upright where it does not. */
function StretchLabel({ x, y, width, words }: StretchLabelProps) {
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

/** Right of a fault younger than this there is no room for its label, s. */
const LAST_S = -3;

type FaultLabelProps = { readonly fault: FaultMark; readonly x: number; readonly bottom: number };

/** Upright at the foot of the line: the head is where stretches that are not to be trusted have theirs. */
function FaultLabel({ fault: { from, label }, x, bottom }: FaultLabelProps) {
  return (
    <text
      className={classes.faultLabel}
      transform={`translate(${x + (from > LAST_S ? -3 : 11)} ${bottom - 4}) rotate(-90)`}
    >
      {label}
    </text>
  );
}
