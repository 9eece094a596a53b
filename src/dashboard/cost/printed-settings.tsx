import { useExperiment } from '../queries.ts';
import classes from './cost.module.css';
import { useSwarms } from './cost-queries.ts';
import { clientsWords } from './swarm-words.ts';

/** On paper, where there are no fields: what was set when this was measured. */
export function PrintedSettings() {
  const publisher = useExperiment()?.publisher;
  const latest = useSwarms()?.latest ?? null;
  if (!publisher) return null;
  const { ratePerSecond, payloadBytes, arrivals } = publisher;
  return (
    <p className={classes.printed}>
      {ratePerSecond}&nbsp;events a second of {payloadBytes}&nbsp;B, {arrivals}; {clientsWords(latest)}.
    </p>
  );
}
