import type { CurvePoint } from '../../protocol/swarm.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import classes from './cost.module.css';
import { useSwarms } from './cost-queries.ts';
import { CurveChart } from './curve-chart.tsx';
import { CURVE_FIGURES } from './curve-figures.ts';
import { CurveForm } from './curve-form.tsx';
import { CurveTable } from './curve-table.tsx';
import { Doubts } from './doubts.tsx';
import form from './form.module.css';
import { growthWords } from './growth-words.ts';
import { LaneTitle } from './lane-title.tsx';
import type { DraftProps } from './swarm-form.tsx';

const NO_POINTS: readonly CurvePoint[] = [];

/** One transport after the other with more and more clients: what each costs, and where it bends. */
export function CurvePanel(props: DraftProps) {
  const curve = useSwarms()?.curve ?? null;
  const points = curve?.points ?? NO_POINTS;
  const doubted = points.filter(({ doubts }) => doubts.length > 0).length;
  return (
    <>
      <CurveForm {...props} />
      {curve?.outcome === 'failed' && <p className={form.refusal}>The measurement failed: {curve.why}</p>}
      <Doubts doubts={(curve?.doubts ?? []).filter((doubt) => !points.some(({ doubts }) => doubts.includes(doubt)))} />
      <ul className={classes.growth} aria-label="How each transport’s cost grows">
        {TRANSPORTS.map((transport) => {
          const growth = curve?.growth.find((each) => each.transport === transport);
          return (
            <li key={transport}>
              <strong>
                <LaneTitle transport={transport} />
              </strong>
              : {growth ? growthWords(growth) : <span className={classes.hint}>not measured yet.</span>}
            </li>
          );
        })}
      </ul>
      <div className={classes.charts}>
        {CURVE_FIGURES.map((figure) => (
          <CurveChart key={figure.title} {...figure} points={points} />
        ))}
      </div>
      {doubted > 0 && <p className={classes.generator}>Hollow points are in doubt; the table says why.</p>}
      {points.length > 0 && <CurveTable points={points} />}
    </>
  );
}
