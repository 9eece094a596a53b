import type { ExperimentPatch } from '../../protocol/experiment.ts';
import { useRefusedChange } from '../queries.ts';
import { refusalWords } from '../refusal-words.ts';
import classes from './controls-panel.module.css';

/** Names what the server refused of these settings and what it allows, until the next change succeeds. */
export function RefusalNotice({ of }: { of: keyof ExperimentPatch }) {
  const refused = useRefusedChange();
  return (
    <p role="alert" className={classes.refusal}>
      {refused?.change[of] && refusalWords(refused.change, refused.error)}
    </p>
  );
}
