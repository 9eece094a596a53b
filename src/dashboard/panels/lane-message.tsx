import type { ReceivedMessage } from '../../lab/messages.ts';
import { formatLatency, quantityText, UNKNOWN } from '../format.ts';
import { useLab } from '../services.tsx';
import classes from './lanes-panel.module.css';

/** The latest message that was published by hand, as it arrived here. */
export function LaneMessage({ message, ownLabel }: { message: ReceivedMessage | undefined; ownLabel: boolean }) {
  const resolutionMs = useLab((state) => state.snapshot?.clock?.uncertaintyMs);
  return (
    <dl className={classes.message}>
      <dt className={ownLabel ? undefined : classes.heard}>Message by hand</dt>
      <dd>
        {message ? (
          <>
            <span className={classes.messageText}>{message.text}</span>{' '}
            <span className={classes.messageLatency}>
              after {quantityText(formatLatency(message.latencyMs, resolutionMs))}
            </span>
          </>
        ) : (
          UNKNOWN
        )}
      </dd>
    </dl>
  );
}
