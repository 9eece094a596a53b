import type { Row, Spread } from './figures.ts';
import type { Load } from './messages.ts';

/** The rows as text, for a terminal. */
export function toText(load: Load, rows: readonly Row[]): string {
  const cells = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [describe(load), ...cells.map(line), ...comparisons(rows), ...notes(rows).map((note) => `* ${note}`), ''].join(
    '\n',
  );
}

/** The rows as Markdown. */
export function toMarkdown(load: Load, rows: readonly Row[]): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rule = HEADINGS.map((_, column) => (column === 0 ? '---' : '---:'));
  const notesOfRows = [...comparisons(rows), ...notes(rows)].map((note) => `- ${note}`);
  const lines = [HEADINGS, rule, ...rows.map((row) => [row.title, ...cellsOf(row).slice(1)])].map(line);
  return [`${describe(load)}:`, '', ...lines, ...(notesOfRows.length > 0 ? ['', ...notesOfRows] : []), ''].join('\n');
}

const HEADINGS = [
  'server',
  'µs CPU/delivery',
  'rounds',
  '× floor',
  'B/connection',
  'RSS',
  'p50 ms',
  'p99 ms',
  'p99.9 ms',
  'B/event',
  'delivered/s',
  'CPU %',
  'missing',
] as const;

function cellsOf(row: Row): string[] {
  const { cpuPerDeliveryMicroseconds: cpu, heldPerConnectionBytes: held } = row;
  return [
    `${row.peer}${row.doubts.length > 0 ? ' *' : ''}`,
    cpu.median.toFixed(2),
    `${cpu.least.toFixed(2)}–${cpu.most.toFixed(2)}`,
    row.peer === 'floor' ? '1.00' : (row.ratios.floor?.median.toFixed(2) ?? ''),
    held ? whole(held) : '',
    whole(row.rssPerConnectionBytes),
    milliseconds(row.p50Ms),
    milliseconds(row.p99Ms),
    milliseconds(row.p999Ms),
    whole(row.bytesPerEvent),
    whole(row.deliveredPerSecond),
    row.cpuPercent.median.toFixed(0),
    `${row.missing}`,
  ];
}

const whole = ({ median }: Spread) => Math.round(median).toLocaleString('en');

const milliseconds = ({ median }: Spread) => (median < 10 ? median.toFixed(2) : median.toFixed(0));

function describe({ subscribers, ratePerSecond, payloadBytes }: Load): string {
  const count = (value: number) => value.toLocaleString('en');
  return `${count(subscribers)} subscribers, ${count(ratePerSecond)} events/s, ${count(payloadBytes)} bytes`;
}

/** What the lab's transports cost beside each of the others. */
function comparisons(rows: readonly Row[]): string[] {
  return rows.flatMap(({ peer, ratios }) => {
    const others = Object.entries(ratios).filter(([other]) => !other.startsWith('lab-'));
    if (!peer.startsWith('lab-') || others.length === 0) return [];
    return [`${peer} to ${others.map(([other, { median }]) => `${other} ×${median.toFixed(2)}`).join(', ')}`];
  });
}

function notes(rows: readonly Row[]): string[] {
  return rows.flatMap(({ peer, doubts }) => (doubts.length > 0 ? [`${peer}: ${doubts.join('; ')}`] : []));
}
