import type { FaultCosts } from '../../lab/messages.ts';
import { LANE_LABELS, LANES } from '../../protocol/lanes.ts';
import { Explained } from '../ui/explained.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import { COST_COLUMNS } from './cost-columns.ts';
import { faultWords } from './fault-words.ts';
import classes from './faults.module.css';
import { useExtraTraffic } from './use-extra-traffic.ts';

const MAX_SHOWN = 20;

/** A row for each fault and lane, newest fault first. It scrolls inside itself, so nothing below it moves. */
export function CostsTable({ faults }: { faults: readonly FaultCosts[] }) {
  const extraOf = useExtraTraffic(faults);
  return (
    // A region with a name that takes the focus, so that a keyboard can scroll what does not fit.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={classes.scroller} aria-label="Costs by fault and lane" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Fault</th>
            <th scope="col">Lane</th>
            {COST_COLUMNS.map(({ title, explanation }) => (
              <th key={title} scope="col">
                <Explained explanation={explanation}>{title}</Explained>
              </th>
            ))}
          </tr>
        </thead>
        {faults.length === 0 && (
          <tbody>
            <tr>
              <td colSpan={2 + COST_COLUMNS.length} className={classes.none}>
                No fault yet in this run.
              </td>
            </tr>
          </tbody>
        )}
        {faults
          .slice(-MAX_SHOWN)
          .reverse()
          .map((costs) => (
            <FaultRows key={costs.fault.number} costs={costs} extraOf={extraOf} />
          ))}
      </table>
    </section>
  );
}

type RowsProps = { readonly costs: FaultCosts; readonly extraOf: ReturnType<typeof useExtraTraffic> };

function FaultRows({ costs, extraOf }: RowsProps) {
  const { fault, lanes } = costs;
  const hit = LANES.filter((lane) => lanes[lane] !== undefined);
  const head = (
    <th scope="rowgroup" rowSpan={Math.max(1, hit.length)} className={classes.fault}>
      <span>{timeOfDay.format(fault.at)}</span> {faultWords(fault)}
      {fault.cause === 'bad-day' && <span className={classes.cause}> (bad day)</span>}
    </th>
  );
  if (hit.length === 0) {
    return (
      <tbody>
        <tr>
          {head}
          <td colSpan={1 + COST_COLUMNS.length} className={classes.none}>
            No lane was on.
          </td>
        </tr>
      </tbody>
    );
  }
  return (
    <tbody>
      {hit.map((lane, index) => {
        const cost = lanes[lane];
        return (
          <tr key={lane}>
            {index === 0 && head}
            <th scope="row">
              <span className={classes.lane}>
                <LaneKey lane={lane} />
                {LANE_LABELS[lane]}
              </span>
            </th>
            {cost &&
              COST_COLUMNS.map(({ title, text, isFault }) => (
                <td key={title} data-fault={isFault?.(cost)}>
                  {text(cost, extraOf(costs, lane))}
                </td>
              ))}
          </tr>
        );
      })}
    </tbody>
  );
}

const timeOfDay = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
