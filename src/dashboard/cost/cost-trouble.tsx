import { RefusedError } from '../api.ts';
import banner from '../panels/trouble-banner.module.css';
import { useCostWatch } from './cost-queries.ts';

/** Asks the server for as long as the page is shown, and says so when it does not answer. */
export function CostTrouble() {
  const { away, error } = useCostWatch();
  return (
    // The element stays, for a screen reader announces only what changes inside a region that it knows.
    <div role="status" className={banner.banner} data-shown={away}>
      {away &&
        (error instanceof RefusedError
          ? `The server answers with an error (${error.message}). Trying again…`
          : 'The server does not answer; the figures are of before. Trying again…')}
    </div>
  );
}
