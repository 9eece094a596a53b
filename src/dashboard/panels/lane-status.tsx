import type { LaneStatus as Status } from '../../lab/messages.ts';
import type { Transport } from '../../protocol/transports.ts';
import { useLab } from '../services.tsx';
import { type StatusMark, type StatusWords, statusWords } from '../status-words.ts';
import classes from './lane-head.module.css';

const STARTING: StatusWords = { mark: 'off', words: 'Starting' };

export function LaneStatus({ transport, status }: { transport: Transport; status: Status | undefined }) {
  const offsetMs = useLab((state) => state.snapshot?.clock?.offsetMs ?? 0);
  const serverNow = performance.timeOrigin + performance.now() + offsetMs;
  const { mark, words } = status ? statusWords(transport, status, serverNow) : STARTING;
  return (
    <p className={classes.status} data-mark={mark}>
      <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden="true" className={classes.mark}>
        <path d={MARKS[mark]} />
      </svg>
      {words}
    </p>
  );
}

const RING = 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z';

const MARKS: Record<StatusMark, string> = {
  off: 'M-4 0h8',
  waiting: RING,
  open: `${RING}M-2 0h4M0 -2v4`,
  retrying: 'M3.5 -2.5a4.3 4.3 0 1 0 0.6 4.2M4.4 -5v3h-3',
  failed: 'M-4 -4l8 8M-4 4l8 -8',
};
