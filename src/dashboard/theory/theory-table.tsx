import { TRANSPORT_LABELS, TRANSPORTS } from '../../protocol/transports.ts';
import { quantityText, UNKNOWN } from '../format.ts';
import { Explained } from '../ui/explained.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import type { Comparison, QuantityKey } from './lane-theory.ts';
import classes from './theory-panel.module.css';
import type { TheoryState } from './theory-state.ts';
import { differenceText, QUANTITY_WORDS, uncertaintyText } from './theory-words.ts';

/** One quantity of all lanes. */
export function TheoryTable({
  quantity,
  state: { lanes, resolutionMs },
}: {
  quantity: QuantityKey;
  state: TheoryState;
}) {
  return (
    <table className={classes.table}>
      <caption>{QUANTITY_WORDS[quantity].title}</caption>
      <thead>
        <tr>
          <th scope="col">Lane</th>
          <th scope="col">Measured</th>
          <th scope="col">Theory</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {TRANSPORTS.map((transport) => (
          <tr key={transport}>
            <th scope="row">
              <span className={classes.lane}>
                <LaneKey lane={transport} />
                {TRANSPORT_LABELS[transport]}
              </span>
            </th>
            <Cells quantity={quantity} comparison={lanes[transport]?.[quantity]} resolutionMs={resolutionMs} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellsProps = {
  readonly quantity: QuantityKey;
  readonly comparison: Comparison | undefined;
  readonly resolutionMs: number;
};

function Cells({ quantity, comparison, resolutionMs }: CellsProps) {
  if (!comparison) {
    return (
      <>
        <td>{UNKNOWN}</td>
        <td>{UNKNOWN}</td>
        <td>{UNKNOWN}</td>
      </>
    );
  }
  const { measured, predicted, verdict } = comparison;
  const { format } = QUANTITY_WORDS[quantity];
  return (
    <>
      <td>{quantityText(format(measured, resolutionMs))}</td>
      <td>
        <Explained
          explanation={
            <>
              {predicted.formula}
              <span className={classes.filledIn}>
                = {predicted.filledIn} = {quantityText(format(predicted.value))}
              </span>
              <span className={classes.filledIn}>Computed. Uncertainty {uncertaintyText(comparison, quantity)}.</span>
            </>
          }
        >
          {quantityText(format(predicted.value))}
        </Explained>
      </td>
      <td>
        {differenceText(comparison)}
        <span className={classes.verdict} data-disagrees={verdict === 'disagrees'}>
          {VERDICTS[verdict]}
        </span>
      </td>
    </>
  );
}

const VERDICTS: Record<Comparison['verdict'], string> = {
  agrees: 'agrees',
  disagrees: 'disagrees',
  unsure: 'too few to tell',
};
