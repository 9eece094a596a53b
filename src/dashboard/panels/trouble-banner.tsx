import { RefusedError } from '../api.ts';
import { type ServerWatch, useServerWatch } from '../queries.ts';
import { useLab } from '../services.tsx';
import classes from './trouble-banner.module.css';

/** Says so when the server or the worker is gone. Both are tried again without a click. */
export function TroubleBanner() {
  const watch = useServerWatch();
  const failure = useLab((state) => state.failure);
  const words = failure === undefined ? serverTrouble(watch) : `The lab’s worker does not run: ${failure}.`;
  return (
    // The element stays, for a screen reader announces only what changes inside a region that it knows.
    <div role="status" className={classes.banner} data-shown={words !== undefined}>
      {words}
    </div>
  );
}

function serverTrouble({ away, error }: ServerWatch): string | undefined {
  if (!away) return undefined;
  if (error instanceof RefusedError) return `The server answers with an error (${error.message}). Trying again…`;
  return 'The server does not answer. Trying again…';
}
