import { Explained } from '../ui/explained.tsx';
import { QUANTITIES } from './lane-theory.ts';
import classes from './theory-panel.module.css';
import { TheoryTable } from './theory-table.tsx';
import { useTheory } from './use-theory.ts';

/** What was measured beside what follows from the settings. */
export function TheoryPanel() {
  const state = useTheory();
  return (
    <>
      <p className={classes.note}>
        Means of this run beside what a formula makes of the settings and of the usual round trip. A difference beyond{' '}
        <Explained explanation={<UncertaintyWords />}>the uncertainty</Explained> disagrees: theory left something out,
        or the measurement did. {state.said}
      </p>
      <div className={classes.tables}>
        {QUANTITIES.map((quantity) => (
          <TheoryTable key={quantity} quantity={quantity} state={state} />
        ))}
      </div>
    </>
  );
}

function UncertaintyWords() {
  return (
    <>
      Of a mean latency: what the clocks’ match leaves open, and three standard errors (3σ/√n, σ from the distribution
      of all events; a burst of ten counts once). Of a rate: what the ends of the window may cut off (one request and
      one answer’s events at each), and with random arrivals three standard errors of their number. Bytes of a request
      and of an event are measured, for no formula knows them.
    </>
  );
}
