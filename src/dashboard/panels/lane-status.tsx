import type { LaneSnapshot, Negotiated } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import { negotiatedWords, type StatusMark, type StatusWords, statusWords } from '../status-words.ts';
import { Countdown } from '../ui/countdown.tsx';
import { useServerNow } from '../use-server-now.ts';
import classes from './lane-head.module.css';

const STARTING: StatusWords = { mark: 'off', words: 'Starting' };

/** What the lane's session does; of the automatic lane also on which transport. */
export function LaneStatus({ lane, snapshot }: { lane: LaneName; snapshot: LaneSnapshot | undefined }) {
  const { mark, words, countdown } = snapshot ? statusWords(lane, snapshot) : STARTING;
  return (
    <div className={classes.status}>
      <p className={classes.doing} data-mark={mark} title={countdown ? `${words}…${countdown.rest}` : words}>
        <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden="true" className={classes.mark}>
          <path d={MARKS[mark]} />
        </svg>
        <span className={classes.words}>
          {words}
          {countdown && (
            <>
              {' '}
              <Countdown to={countdown.to} />
              {countdown.rest}
            </>
          )}
        </span>
      </p>
      {snapshot?.negotiated && <On negotiated={snapshot.negotiated} status={snapshot.status} />}
    </div>
  );
}

function On({ negotiated, status }: { negotiated: Negotiated; status: LaneSnapshot['status'] }) {
  const serverNow = useServerNow();
  const words = negotiatedWords(negotiated, status, serverNow());
  return (
    <p className={classes.on} title={words}>
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
