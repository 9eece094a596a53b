import { type Account, accountOf } from '../account.ts';
import { formatExactly, UNKNOWN } from '../format.ts';
import { useLedgerHistory } from '../queries.ts';
import classes from './account-panel.module.css';

/** The server's account of this run: its parts add up to what went over the wire. */
export function AccountPanel() {
  const ledger = useLedgerHistory().at(-1);
  const account = ledger && accountOf(ledger);
  return (
    <div className={classes.panel}>
      <div className={classes.words}>
        <p>
          The server counts every byte of this run’s connections at its sockets, and books each to the transport that
          caused it, to the control calls of this page (its settings, clock and this account), or to its static files.
        </p>
        {account && <Verdict {...account} />}
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Bytes</th>
            <th scope="col">Up</th>
            <th scope="col">Down</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map((name) => (
            <Row key={name} name={name} bytes={account?.parts.find((part) => part.name === name)} />
          ))}
        </tbody>
        <tfoot>
          <Row name="On the wire" bytes={account?.wire} />
        </tfoot>
      </table>
    </div>
  );
}

const PARTS = ['Transports', 'Control', 'Static'] as const;

function Row({ name, bytes }: { name: string; bytes: { bytesUp: number; bytesDown: number } | undefined }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{bytes ? formatExactly(bytes.bytesUp) : UNKNOWN}</td>
      <td>{bytes ? formatExactly(bytes.bytesDown) : UNKNOWN}</td>
    </tr>
  );
}

function Verdict({ unbooked: { bytesUp, bytesDown } }: Account) {
  const addsUp = bytesUp === 0 && bytesDown === 0;
  return (
    <p className={classes.verdict} data-adds-up={addsUp}>
      {addsUp
        ? 'The parts add up to the wire, to the byte.'
        : `The parts do not add up: ${bytesUp} bytes up and ${bytesDown} bytes down are booked to nobody.`}
    </p>
  );
}
