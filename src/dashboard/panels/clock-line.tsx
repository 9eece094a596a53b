import { formatLatency, quantityText } from '../format.ts';
import { useLab, useServices } from '../services.tsx';
import { Explained } from '../ui/explained.tsx';
import classes from './page-header.module.css';

/** How well the browser's clock is matched to the server's: the limit of every latency on the page. */
export function ClockLine() {
  const clock = useLab((state) => state.snapshot?.clock);
  const { isolated } = useServices().environment;
  const words = clock ? `Clock ±${quantityText(formatLatency(clock.uncertaintyMs))}` : 'Clock not matched yet';
  return (
    <span className={classes.clock}>
      <Explained
        explanation={
          <>
            A latency is the browser’s time of arrival minus the server’s time of publication, so their clocks must be
            matched. The lab asks the server for its time again and again and keeps the exchange with the shortest round
            trip
            {clock ? ` of ${quantityText(formatLatency(clock.roundTripMs))} (out of ${clock.exchanges})` : ''}: the true
            difference is within half of it. A latency below that cannot be resolved and is shown as “&lt;”.
            {isolated ? '' : ' This page is not isolated, so the browser also blurs its clock.'}
          </>
        }
      >
        {words}
      </Explained>
    </span>
  );
}
