import classes from './cost.module.css';
import { asSentence } from './sentence.ts';

/** Why figures are not valid, where they are. */
export function Doubts({ doubts }: { doubts: readonly string[] }) {
  return (
    <div role="status" className={classes.doubts}>
      {doubts.length > 0 && (
        <>
          <strong>Not valid.</strong> {doubts.map(asSentence).join(' ')}
        </>
      )}
    </div>
  );
}
