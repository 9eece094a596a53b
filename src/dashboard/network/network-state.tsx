import { useState } from 'react';
import type { Experiment } from '../../protocol/experiment.ts';
import { formatBytes, formatExactly, quantityText, UNKNOWN } from '../format.ts';
import { useExperimentLook } from '../queries.ts';
import classes from './network.module.css';

/** How the emulated network fares: what it holds, and whether it is full. */
export function NetworkState() {
  const { network: stats, lookedAt } = useExperimentLook();
  const isFull = useRoseLately(stats?.fullTimes, lookedAt);
  return (
    <div className={classes.state}>
      <p>{stats ? stateWords(stats) : UNKNOWN}</p>
      <p role="status" className={classes.full}>
        {isFull && 'The network is full: senders have to wait until it has passed something on.'}
      </p>
    </div>
  );
}

function stateWords({ connections, queuedBytes, maxQueuedBytes, lostSegments }: Experiment['networkStats']): string {
  const bytes = (count: number) => quantityText(formatBytes(count));
  return `Under way now: ${bytes(queuedBytes)} of at most ${bytes(maxQueuedBytes)}, on ${formatExactly(connections)} connections. Lost and sent again: ${formatExactly(lostSegments)} segments.`;
}

const LATELY_MS = 10_000;

type Rise = { readonly count: number; readonly at: number };

/** Whether a counter rose within the last seconds of looking at it. */
function useRoseLately(count: number | undefined, lookedAt: number): boolean {
  const [rise, setRise] = useState<Rise>();
  if (count !== undefined && rise?.count !== count) {
    // What it stood at when the page was opened, and a counter that began anew, are no rise.
    const rose = rise !== undefined && count > rise.count;
    setRise({ count, at: rose ? lookedAt : Number.NEGATIVE_INFINITY });
  }
  return rise !== undefined && lookedAt - rise.at < LATELY_MS;
}
