import { useState } from 'react';
import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { TRANSPORT_LABELS } from '../../protocol/transports.ts';
import { formatExactly } from '../format.ts';
import { clockWords } from './clock-words.ts';
import classes from './ladder.module.css';
import { ladderRows } from './table-rows.ts';
import { useEvery, useStage, useStageState } from './use-ladder.ts';
import { useTold } from './use-told.ts';

/** What the picture shows, row by row, for those who cannot see it and those who want every figure. */
export function LadderTable({ lanes }: { lanes: readonly LaneName[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes.details} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>The same as a table</summary>
      {isOpen && <Rows lanes={lanes} />}
    </details>
  );
}

function Rows({ lanes }: { lanes: readonly LaneName[] }) {
  useEvery(1_000);
  const stage = useStage();
  const spanMs = useStageState((state) => state.spanMs);
  const told = useTold();
  if (!told) return <p className={classes.hint}>Nothing has gone over the wire yet.</p>;
  const endAt = stage.endAt();
  const { rows, total } = ladderRows(told, lanes, endAt - spanMs, endAt);
  const left = total - rows.length;
  return (
    // A region with a name that takes the focus, so that a keyboard can scroll what does not fit.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={classes.scroller} aria-label="The ladder as a table" tabIndex={0}>
      <table className={classes.table}>
        <caption>
          From {clockWords(endAt - spanMs)} to {clockWords(endAt)}, newest first.
          {left > 0 && ` ${formatExactly(left)} older rows are left out: zoom in to see them.`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Lane</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, at, lane, by, words }) => (
            <tr key={key}>
              <td>{clockWords(at)}</td>
              <td>
                {LANE_LABELS[lane]}
                {by && `, by ${TRANSPORT_LABELS[by]}`}
              </td>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
