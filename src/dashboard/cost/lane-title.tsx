import { TRANSPORT_LABELS, type Transport } from '../../protocol/transports.ts';
import { LaneKey } from '../ui/lane-key.tsx';
import classes from './cost.module.css';

/** A transport's name beside its line. */
export function LaneTitle({ transport }: { transport: Transport }) {
  return (
    <span className={classes.lane}>
      <LaneKey lane={transport} />
      {TRANSPORT_LABELS[transport]}
    </span>
  );
}
