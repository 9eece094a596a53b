import { useLab } from '../services.tsx';
import { BadDayControls } from './bad-day-controls.tsx';
import { CostsTable } from './costs-table.tsx';
import { FaultButtons } from './fault-buttons.tsx';
import classes from './faults.module.css';
import { useFaultCommands } from './use-faults.ts';

/** Faults at a press, and what each of them cost. */
export function FaultsPanel() {
  const commands = useFaultCommands();
  return (
    <div className={classes.panels}>
      <div className={classes.panel}>
        <p className={classes.note}>
          Done to the connections of all lanes at once, whoever opened them. The calls of this page go on.
        </p>
        <FaultButtons commands={commands} />
        <BadDayControls commands={commands} />
      </div>
      <Costs />
    </div>
  );
}

function Costs() {
  const faults = useLab((state) => state.snapshot?.faults);
  return (
    <section className={classes.panel} aria-labelledby="costs-title">
      <h3 id="costs-title">What each fault cost</h3>
      <p className={classes.note}>
        The latest 20 of this run, newest first, for the lanes that were on. Faults that overlap count each on their
        own, so the same gap may be told of two.
      </p>
      <CostsTable faults={faults ?? NONE} />
    </section>
  );
}

const NONE: never[] = [];
