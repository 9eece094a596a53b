import { useMemo } from 'react';
import { TRANSPORT_LABELS, TRANSPORTS } from '../../protocol/transports.ts';
import { useLedgerHistory } from '../queries.ts';
import { useLab } from '../services.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import { textbookLines } from './textbook-lines.ts';
import classes from './textbook-panel.module.css';
import { TextbookRow } from './textbook-row.tsx';

/** The table that every guide prints, with our figures in it. */
export function TextbookPanel() {
  const snapshot = useLab((state) => state.snapshot);
  const ledger = useLedgerHistory().at(-1);
  const lines = useMemo(() => textbookLines(snapshot, ledger), [snapshot, ledger]);
  return (
    <>
      <p className={classes.note}>
        In grey what guides to real-time web say, in our words; below it what this run measured, under its settings and
        on its network. Where the two disagree, the last column says so.
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            {TRANSPORTS.map((transport) => (
              <th key={transport} scope="col">
                <span className={classes.lane}>
                  <LaneKey lane={transport} />
                  {TRANSPORT_LABELS[transport]}
                </span>
              </th>
            ))}
            <th scope="col">Against the textbook</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <TextbookRow key={line.row.label} line={line} />
          ))}
        </tbody>
      </table>
    </>
  );
}
