import { TRANSPORT_LABELS, TRANSPORTS } from '../../protocol/transports.ts';
import { quantityText } from '../format.ts';
import { type Cell, UNKNOWN_CELL } from '../lane-cells.ts';
import { Explained } from '../ui/explained.tsx';
import type { TextbookLine } from './textbook-lines.ts';
import classes from './textbook-panel.module.css';

export function TextbookRow({ line: { row, cells, against } }: { line: TextbookLine }) {
  const { label, explanation, words, measured } = row;
  return (
    <tr className={measured?.places && classes.ranked}>
      <th scope="row">
        <Explained explanation={explanation}>{label}</Explained>
      </th>
      {TRANSPORTS.map((transport) => (
        <td key={transport} className={classes.cell} data-best={cells?.[transport].comparison?.shown === 'best'}>
          <span className={classes.ownLane}>{TRANSPORT_LABELS[transport]}</span>
          <span className={classes.word}>{words[transport]}</span>
          {measured && cells ? (
            <Measured cell={cells[transport]} of={measured.of} />
          ) : (
            <span className={classes.notMeasured}>not measured</span>
          )}
        </td>
      ))}
      <td className={classes.against}>
        <Against sentences={against} />
      </td>
    </tr>
  );
}

function Measured({ cell: { quantity, comparison }, of }: { cell: Cell; of: string }) {
  return (
    <span className={classes.measured}>
      {quantityText(quantity)}
      {quantity !== UNKNOWN_CELL.quantity && <span className={classes.of}> {of}</span>}
      {comparison?.shown === 'best' && <span className={classes.best}> best</span>}
    </span>
  );
}

/** One sentence has room; what else there is to say is one tap away. */
function Against({ sentences: [first, ...others] }: { sentences: readonly string[] }) {
  if (others.length === 0) return first;
  return (
    <>
      {first}{' '}
      <Explained
        explanation={others.map((sentence) => (
          <span key={sentence} className={classes.sentence}>
            {sentence}
          </span>
        ))}
      >
        {others.length} more
      </Explained>
    </>
  );
}
