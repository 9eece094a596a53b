import type { CurvePoint } from '../../protocol/swarm.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { DotKind } from './cost-lines.tsx';

/** What one number of clients cost: a value for each transport that was measured with it. */
export type CurveRow = Readonly<Partial<Record<Transport, number>>> & {
  readonly clients: number;
  readonly doubted: readonly Transport[];
};

/** A row for each number of clients, in their order. Both axes are logarithmic: what is zero has no place on them. */
export function curveRows(points: readonly CurvePoint[], read: (point: CurvePoint) => number | null): CurveRow[] {
  const rows = new Map<number, { clients: number; doubted: Transport[] } & Partial<Record<Transport, number>>>();
  for (const point of points) {
    const value = read(point);
    if (value === null || !(value > 0)) continue;
    const row = rows.get(point.clients) ?? { clients: point.clients, doubted: [] };
    row[point.transport] = value;
    if (point.doubts.length > 0) row.doubted.push(point.transport);
    rows.set(point.clients, row);
  }
  return [...rows.values()].sort((one, other) => one.clients - other.clients);
}

export function dotOf(row: CurveRow, transport: Transport): DotKind {
  if (row[transport] === undefined) return 'none';
  return row.doubted.includes(transport) ? 'hollow' : 'whole';
}
