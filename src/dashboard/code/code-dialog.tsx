import { useLayoutEffect, useRef } from 'react';
import type { LaneSnapshot } from '../../lab/messages.ts';
import { LANE_LABELS, LANES, type LaneName } from '../../protocol/lanes.ts';
import { useChangeView, useView } from '../address/view.ts';
import { useLab } from '../services.tsx';
import { statusWords } from '../status-words.ts';
import { Countdown } from '../ui/countdown.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import classes from './code-dialog.module.css';
import { LaneFiles } from './lane-files.tsx';

/** Over the page, which goes on behind it. The platform keeps the focus inside and gives it back. */
export function CodeDialog() {
  const lane = useView().code;
  const changeView = useChangeView();
  const snapshot = useLab((state) => (lane === undefined ? undefined : state.snapshot?.lanes[lane]));
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the files look for their lines at work: what is not shown cannot be scrolled.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Before it is taken out of the page, or the focus would be lost with it.
    return () => element?.close();
  }, []);
  if (lane === undefined) return null;
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby="code-title"
      closedby="any"
      // Closed and opened again before the event comes, it is not closed.
      onClose={({ currentTarget }) => !currentTarget.open && changeView({ code: undefined })}
    >
      <div className={classes.head}>
        <h2 id="code-title" className={classes.title}>
          <LaneKey lane={lane} /> Code of {LANE_LABELS[lane]}
        </h2>
        <button type="button" className={classes.close} onClick={() => dialog.current?.close()}>
          Close
        </button>
        <LaneChoice chosen={lane} onChoose={(code) => changeView({ code }, 'same')} />
        <p className={classes.status}>{snapshot && <StatusLine lane={lane} snapshot={snapshot} />}</p>
        <p className={classes.note}>
          These very files run here: the client’s in this page, the server’s in the process that serves it.
        </p>
      </div>
      <LaneFiles key={lane} lane={lane} snapshot={snapshot} />
    </dialog>
  );
}

function StatusLine({ lane, snapshot }: { lane: LaneName; snapshot: LaneSnapshot }) {
  const { words, countdown } = statusWords(lane, snapshot);
  return (
    <>
      {words}
      {countdown && (
        <>
          {' '}
          <Countdown to={countdown.to} />
          {countdown.rest}
        </>
      )}
    </>
  );
}

function LaneChoice({ chosen, onChoose }: { chosen: LaneName; onChoose: (lane: LaneName) => void }) {
  return (
    <fieldset className={classes.choice} aria-label="Lane">
      {LANES.map((lane) => (
        <button key={lane} type="button" aria-pressed={lane === chosen} onClick={() => onChoose(lane)}>
          {LANE_LABELS[lane]}
        </button>
      ))}
    </fieldset>
  );
}
