import { useMemo } from 'react';
import { LANE_LABELS } from '../../protocol/lanes.ts';
import { useChartSample } from '../charts/use-chart-sample.ts';
import { type Overview as Known, overviewOf, type Verdict } from '../overview-words.ts';
import { LaneKey } from '../ui/lane-key.tsx';
import classes from './overview.module.css';

/** What the run shows, before anything else: who is fastest and who is cheapest. */
export function Overview() {
  const sample = useChartSample();
  const overview: Known = useMemo(() => overviewOf(sample?.snapshot, sample?.history.at(-1)), [sample]);
  return (
    <section className={classes.overview} aria-label="Overview">
      {overview.kind === 'nothing' ? (
        <p className={classes.nothing}>{overview.why}</p>
      ) : (
        // Another lane is another sentence.
        overview.verdicts.map((verdict) => (
          <VerdictLine key={`${verdict.question} ${verdict.best.join()}`} verdict={verdict} />
        ))
      )}
    </section>
  );
}

function VerdictLine({ verdict: { question, best, words } }: { verdict: Verdict }) {
  return (
    <p>
      <span className={classes.question}>{question}</span>{' '}
      {best.map((lane, index) => (
        <span key={lane}>
          {index > 0 && (index === best.length - 1 ? ' and ' : ', ')}
          <span className={classes.unbroken}>
            <strong className={classes.lane}>
              <LaneKey lane={lane} />
              {LANE_LABELS[lane]}
            </strong>
            {index === best.length - 1 && ':'}
          </span>
        </span>
      ))}{' '}
      {words}.
    </p>
  );
}
