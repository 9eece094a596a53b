import { memo, useMemo } from 'react';
import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { longestVerdicts, overviewOf, QUESTIONS, type Question, type Verdict } from '../overview-words.ts';
import { useLedgerHistory } from '../queries.ts';
import { useLab } from '../services.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import { useShownLanes } from '../use-shown-lanes.ts';
import classes from './overview.module.css';

/** What the run shows, before anything else: who is fastest and who is cheapest. */
export function Overview() {
  const snapshot = useLab((state) => state.snapshot);
  const ledger = useLedgerHistory().at(-1);
  const lanes = useShownLanes();
  const overview = useMemo(() => overviewOf(snapshot, ledger), [snapshot, ledger]);
  const verdicts = overview.kind === 'verdicts' ? overview.verdicts : [];
  return (
    <section className={classes.overview} aria-label="Overview">
      {QUESTIONS.map((asked, index) => {
        const verdict = verdicts.find(({ question }) => question === asked.question);
        return (
          <div key={asked.question} className={classes.place}>
            {/* Another lane is another sentence. */}
            {verdict && <VerdictLine key={verdict.best.join()} verdict={verdict} />}
            {index === 0 && overview.kind === 'nothing' && <p className={classes.nothing}>{overview.why}</p>}
            <LongestVerdicts asked={asked} lanes={lanes} />
          </div>
        );
      })}
    </section>
  );
}

type LongestProps = { readonly asked: Question; readonly lanes: readonly LaneName[] };

/** They keep the place. They change with the lanes only, and are not drawn with each report. */
const LongestVerdicts = memo(function LongestVerdicts({ asked, lanes }: LongestProps) {
  return longestVerdicts(asked, lanes).map((verdict) => (
    <div key={verdict.words} className={classes.longest} aria-hidden="true">
      <VerdictLine verdict={verdict} />
    </div>
  ));
});

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
