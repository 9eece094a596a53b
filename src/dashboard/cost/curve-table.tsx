import type { CurvePoint } from '../../protocol/swarm.ts';
import { formatExactly, formatLatency, quantityText, UNKNOWN } from '../format.ts';
import { CURVE_FIGURES, type CurveFigure } from './curve-figures.ts';
import { formatCore, formatPerSecond } from './figure-format.ts';
import { LaneTitle } from './lane-title.tsx';
import { asSentence } from './sentence.ts';
import table from './table.module.css';

type Column = { readonly title: string; readonly text: (point: CurvePoint) => string };

const [cpu, memory] = CURVE_FIGURES;

const COLUMNS: readonly Column[] = [
  { title: 'Clients', text: ({ clients }) => formatExactly(clients) },
  { title: 'Delivered', text: ({ deliveredPerSecond }) => quantityText(formatPerSecond(deliveredPerSecond)) },
  { title: 'CPU', text: ({ cpuPercent }) => quantityText(formatCore(cpuPercent)) },
  { title: 'CPU per delivery', text: figureText(cpu) },
  { title: 'Memory per connection', text: figureText(memory) },
  { title: 'Event-loop delay p99', text: ({ loopDelayP99Ms }) => quantityText(formatLatency(loopDelayP99Ms)) },
  { title: 'Latency p50', text: ({ latencyP50Ms }) => quantityText(formatLatency(latencyP50Ms)) },
  { title: 'Latency p99', text: ({ latencyP99Ms }) => quantityText(formatLatency(latencyP99Ms)) },
  { title: 'Missing', text: ({ missing }) => formatExactly(missing) },
];

/** The points of the curves in numbers, and why some are in doubt or lack a figure. */
export function CurveTable({ points }: { points: readonly CurvePoint[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={table.scroller} aria-label="The points of the curves" tabIndex={0}>
      <table className={`${table.table} ${table.points}`}>
        <thead>
          <tr>
            <th scope="col">Transport</th>
            {COLUMNS.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" className={table.words}>
              Notes
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={`${point.transport} ${point.clients}`}>
              <th scope="row">
                <LaneTitle transport={point.transport} />
              </th>
              {COLUMNS.map(({ title, text }) => (
                <td key={title}>{text(point)}</td>
              ))}
              <td className={table.words}>{wordsOf(point).map(asSentence).join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Why the point is not valid, and why its memory is not told. */
function wordsOf({ doubts, memoryWhy }: CurvePoint): readonly string[] {
  return memoryWhy === null ? doubts : [...doubts, memoryWhy];
}

function figureText(figure: CurveFigure | undefined): Column['text'] {
  return (point) => {
    const value = figure?.read(point) ?? null;
    return figure && value !== null ? quantityText(figure.format(value)) : UNKNOWN;
  };
}
