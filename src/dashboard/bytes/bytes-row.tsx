import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { TRANSPORT_LABELS, type Transport } from '../../protocol/transports.ts';
import { formatBytes, quantityText, UNKNOWN } from '../format.ts';
import { SKIPPED } from '../picture/light-copy.ts';
import { LaneKey } from '../ui/lane-key.tsx';
import { BytesBar } from './bytes-bar.tsx';
import classes from './bytes-panel.module.css';
import { ExchangeView } from './exchange-view.tsx';
import type { LaneBytes } from './lanes-bytes.ts';

type Props = {
  readonly transport: Transport;
  readonly lane: LaneBytes | undefined;
  /** What the whole width stands for, bytes. */
  readonly longest: number;
};

/** A lane's bar; the whole of it opens the lane's latest exchange. */
export function BytesRow({ transport, lane, longest }: Props) {
  const [opened, setOpened] = useState(false);
  const id = `exchange-${transport}`;
  return (
    <div className={classes.row}>
      <div className={classes.bar}>
        <h3 className={classes.name}>
          <UnstyledButton
            className={classes.opener ?? ''}
            aria-expanded={opened}
            aria-controls={opened ? id : undefined}
            onClick={() => setOpened(!opened)}
          >
            <svg width={10} height={10} viewBox="-5 -5 10 10" aria-hidden="true" className={classes.chevron}>
              <path d="M-2 -4l4 4l-4 4" />
            </svg>
            <LaneKey lane={transport} />
            {TRANSPORT_LABELS[transport]}
          </UnstyledButton>
        </h3>
        <div className={classes.track} aria-hidden="true">
          {lane && <BytesBar lane={lane} longest={longest} />}
        </div>
        <p className={classes.total}>{lane ? quantityText(formatBytes(lane.perEvent)) : UNKNOWN}</p>
        <p className={classes.estimate}>
          {lane ? `+ about ${quantityText(formatBytes(lane.estimatePerEvent))} TCP/IP` : ''}
        </p>
      </div>
      <div id={id} {...SKIPPED}>
        {opened && <ExchangeView transport={transport} />}
      </div>
    </div>
  );
}
