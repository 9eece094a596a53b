import { useMemo } from 'react';
import { LANE_LABELS } from '../../protocol/lanes.ts';
import { useChartSample } from '../charts/use-chart-sample.ts';
import { type Overview as Known, longestVerdict, overviewOf, QUESTIONS, type Verdict } from '../overview-words.ts';
import { LaneKey } from '../ui/lane-key.tsx';
import { useShownLanes } from '../use-shown-lanes.ts';
import classes from './overview.module.css';

/** What the run shows, before anything else: who is fastest and who is cheapest. */
export function Overview() {
  const sample = useChartSample();
  const lanes = useShownLanes();
  const overview: Known = useMemo(() => overviewOf(sample?.snapshot, sample?.history.at(-1)), [sample]);
  return (
    <section className={classes.overview} aria-label="Overview">
      {QUESTIONS.map((asked, index) => {
        const verdict = overview.verdicts.find(({ question }) => question === asked.question);
        return (
          <div key={asked.question} className={classes.place}>
            {/* Another lane is another sentence. */}
            {verdict && <VerdictLine key={verdict.best.join()} verdict={verdict} />}
            {index === 0 && overview.why && <p className={classes.nothing}>{overview.why}</p>}
            <div className={classes.longest} aria-hidden="true">
              <VerdictLine verdict={longestVerdict(asked, lanes)} />
            </div>
          </div>
        );
      })}
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
