import classes from './cost.module.css';
import { swarmFigures } from './cost-figures.ts';
import { useCostHistory, useSwarms } from './cost-queries.ts';
import { summaryWords } from './summary-words.ts';

/** What the page shows, before anything else. */
export function Summary() {
  const swarms = useSwarms();
  const history = useCostHistory();
  const latest = swarms?.latest ?? null;
  const figures = latest ? swarmFigures(history, latest.number) : undefined;
  return (
    <div className={classes.summary}>
      {summaryWords(swarms, figures).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
