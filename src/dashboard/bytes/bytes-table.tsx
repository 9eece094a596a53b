import { BYTE_KINDS } from '../../protocol/ledger.ts';
import { TRANSPORT_LABELS, type Transport } from '../../protocol/transports.ts';
import { formatExactly, formatTenths, UNKNOWN } from '../format.ts';
import { BYTE_KIND_WORDS } from './byte-kind-words.ts';
import { type Direction, tenthsThatAddUp } from './byte-shares.ts';
import classes from './bytes-panel.module.css';
import { KindSwatch } from './kind-swatch.tsx';
import type { LaneBytes } from './lanes-bytes.ts';

/** A lane's bar in numbers, which add up to what an event costs. */
export function BytesTable({ transport, lane }: { transport: Transport; lane: LaneBytes | undefined }) {
  const tenths = lane && tenthsThatAddUp(lane.shares.map(({ perEvent }) => perEvent));
  const sharesOf = (direction: Direction) =>
    lane?.shares.flatMap((share, place) => (share.direction === direction ? [tenths?.[place] ?? 0] : []));
  const [up, down] = [sharesOf('up'), sharesOf('down')];
  return (
    <div className={classes.parts}>
      <table>
        <caption>{TRANSPORT_LABELS[transport]}</caption>
        <thead>
          <tr>
            <th scope="col">Bytes/event</th>
            <th scope="col">Up</th>
            <th scope="col">Down</th>
          </tr>
        </thead>
        <tbody>
          {BYTE_KINDS.map((kind, place) => (
            <tr key={kind}>
              <th scope="row">
                <KindSwatch kind={kind} /> {BYTE_KIND_WORDS[kind].label}
              </th>
              <Share tenths={up?.[place]} />
              <Share tenths={down?.[place]} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <Share tenths={up && sum(up)} />
            <Share tenths={down && sum(down)} />
          </tr>
        </tfoot>
      </table>
      <Whole lane={lane} />
    </div>
  );
}

function Share({ tenths }: { tenths: number | undefined }) {
  return <td data-none={tenths === 0}>{tenths === undefined ? UNKNOWN : formatTenths(tenths)}</td>;
}

/** That the parts are the whole: both sides come from the ledger, the left part by part. */
function Whole({ lane }: { lane: LaneBytes | undefined }) {
  if (!lane) return <p className={classes.whole}>{UNKNOWN}</p>;
  const { bytes, events, perEvent, unexplained } = lane;
  return (
    <p className={classes.whole} data-adds-up={unexplained === 0}>
      {unexplained === 0
        ? `Both together ${formatTenths(Math.round(perEvent * 10))} B: ${formatExactly(bytes)} bytes for ${formatExactly(events)} events, all of them booked.`
        : `The parts do not add up: they differ from the lane’s ${formatExactly(bytes)} bytes by ${formatExactly(unexplained)}.`}
    </p>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
