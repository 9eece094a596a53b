import type { Swarm } from '../../protocol/swarm.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import charts from '../charts/charts.module.css';
import { formatCount, formatLatency } from '../format.ts';
import classes from './cost.module.css';
import { latestServerFigures, swarmFigures } from './cost-figures.ts';
import { useCostHistory, useSwarms } from './cost-queries.ts';
import { Doubts } from './doubts.tsx';
import { formatCore, formatPerSecond } from './figure-format.ts';
import { LaneTitle } from './lane-title.tsx';
import { LiveChart } from './live-chart.tsx';
import { LiveTable } from './live-table.tsx';
import { ServerFiguresList } from './server-figures.tsx';
import { clientsOf, cpuOf, delayOf, deliveredOf } from './time-rows.ts';
import { isRunning } from './told-swarms.ts';

/** What the server's process costs, beside the clients that it has. */
export function LivePanel() {
  const swarm = useSwarms()?.latest ?? null;
  const history = useCostHistory();
  const figures = swarm ? swarmFigures(history, swarm.number) : undefined;
  const isOver = swarm !== null && !isRunning(swarm);
  const server = isOver ? (figures?.server ?? latestServerFigures(history)) : latestServerFigures(history);
  const generator = swarm?.generator;
  return (
    <>
      <p className={classes.of}>
        {isOver && figures
          ? `As swarm ${swarm.number} was, in its last seconds.`
          : `The server’s process, as it is now${isOver ? `; the table holds what is left of swarm ${swarm.number}` : ''}.`}
      </p>
      <ServerFiguresList figures={server} />
      <Doubts doubts={swarm ? doubtsOf(swarm) : []} />
      <LiveTable swarm={swarm} figures={figures} />
      <p className={classes.generator}>
        {generator && swarm
          ? `The clients run in a process of their own, with ${swarm.reader === 'lean' ? 'the lean reader' : 'the lanes’ code'}: ${formatCore(generator.cpuPercent).number}\u00a0% of a core, timers late by ${quantity(generator.loopDelayMaxMs)} at most.`
          : 'The clients of a swarm run in a process of their own.'}
      </p>
      <ul className={charts.legend} aria-label="Lines in the charts">
        {TRANSPORTS.map((transport) => (
          <li key={transport}>
            <LaneTitle transport={transport} />
          </li>
        ))}
      </ul>
      <div className={classes.charts}>
        <LiveChart
          title="Clients"
          note="connected"
          history={history}
          valuesOf={clientsOf}
          least={10}
          format={formatCount}
        />
        <LiveChart
          title="CPU"
          note="of one core, the whole process"
          history={history}
          valuesOf={cpuOf}
          least={5}
          format={formatCore}
        />
        <LiveChart
          title="Event-loop delay"
          note="p99 of each second"
          history={history}
          valuesOf={delayOf}
          least={1}
          format={formatLatency}
        />
        <LiveChart
          title="Deliveries"
          note="events written to clients, per second"
          history={history}
          valuesOf={deliveredOf}
          least={10}
          format={formatPerSecond}
        />
      </div>
    </>
  );
}

/** Those of a curve are told with its points; while it is measured, the latest is that of what is seen here. */
function doubtsOf(swarm: Swarm): readonly string[] {
  if (swarm.plan.kind === 'hold') return swarm.doubts;
  return isRunning(swarm) ? swarm.doubts.slice(-1) : [];
}

function quantity(ms: number): string {
  const { number, unit } = formatLatency(ms);
  return `${number}\u00a0${unit}`;
}
