import { useRefusedChange } from '../queries.ts';
import { refusalWords } from '../refusal-words.ts';
import classes from './controls-panel.module.css';

/** Names what the server refused and what it allows, until the next change succeeds. */
export function RefusalNotice() {
  const refused = useRefusedChange();
  return (
    <p role="alert" className={classes.refusal}>
      {refused && refusalWords(refused.change, refused.error)}
    </p>
  );
}
