import type { Swarm } from '../../protocol/swarm.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import { UNKNOWN } from '../format.ts';
import { Explained } from '../ui/explained.tsx';
import type { CostFigures } from './cost-figures.ts';
import { LaneTitle } from './lane-title.tsx';
import { LIVE_COLUMNS, SHARED } from './live-columns.ts';
import table from './table.module.css';
import { isRunning } from './told-swarms.ts';

type Props = { readonly swarm: Swarm | null; readonly figures: CostFigures | undefined };

/** A row for each transport, whether it has clients or not: nothing moves when they come. */
export function LiveTable({ swarm, figures }: Props) {
  const isThere = isRunning(swarm);
  // When they are gone, what is left are the figures of when they were there.
  const shown = isThere ? swarm : (figures?.swarm ?? swarm);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={table.scroller} aria-label="The swarm by transport" tabIndex={0}>
      <table className={`${table.table} ${table.live}`}>
        <thead>
          <tr>
            <th scope="col">Transport</th>
            {LIVE_COLUMNS.map(({ title, explanation }) => (
              <th key={title} scope="col">
                <Explained explanation={explanation} inScroller>
                  {title}
                </Explained>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TRANSPORTS.map((transport) => {
            const told = shown?.transports[transport];
            const group = told && told.wanted > 0 ? told : undefined;
            return (
              <tr key={transport}>
                <th scope="row">
                  <LaneTitle transport={transport} />
                </th>
                {LIVE_COLUMNS.map(({ title, text, isFault }) => {
                  const words = group ? text(group, figures?.transports[transport]) : UNKNOWN;
                  return (
                    <td key={title} data-fault={isThere && group && isFault?.(group)} data-soft={words === SHARED}>
                      {words}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
