import type { LaneSnapshot, Snapshot } from '../lab/messages.ts';
import { forEachLane, LANES, type LaneName } from '../protocol/lanes.ts';
import { compareWithBest, type Values } from './comparison.ts';
import { type ComparisonWords, comparisonWords } from './comparison-words.ts';
import type { Figure } from './figure.ts';
import { FIGURE_GROUPS } from './figures.ts';
import { type Quantity, UNKNOWN } from './format.ts';
import { type LanesLedger, laneAccount } from './lanes-ledger.ts';

/** One figure of one lane, ready to be shown. */
export type Cell = {
  readonly quantity: Quantity;
  readonly comparison: ComparisonWords | undefined;
  readonly fault: boolean;
};

/** Cells by the figure's key. */
export type LaneCells = ReadonlyMap<string, Cell>;

const FIGURES = FIGURE_GROUPS.flatMap((group) => group.figures);

export const UNKNOWN_CELL: Cell = { quantity: { number: UNKNOWN, unit: '' }, comparison: undefined, fault: false };

/** Every figure of every lane, compared among the lanes that are on. */
export function laneCells(
  snapshot: Snapshot | undefined,
  ledger: LanesLedger | undefined,
): Readonly<Record<LaneName, LaneCells>> {
  const rows = FIGURES.map((figure) => [figure.key, figureCells(figure, snapshot, ledger)] as const);
  return forEachLane((lane) => new Map(rows.map(([key, cells]) => [key, cells[lane]])));
}

/** One figure of every lane. */
export function figureCells(
  figure: Figure,
  snapshot: Snapshot | undefined,
  ledger: LanesLedger | undefined,
): Readonly<Record<LaneName, Cell>> {
  const values = figureValues(figure, snapshot, ledger);
  const format = (value: number) => figure.format(value, snapshot?.clock?.uncertaintyMs ?? 0);
  const resolution = resolutionOf(figure, snapshot);
  const isFair = !figure.total || carriedAlike(snapshot, ledger);
  const compared = figure.compare && isFair && compareWithBest(values, { ...figure.compare, resolution });
  return forEachLane((lane) => {
    const value = values[lane];
    if (value === undefined) return UNKNOWN_CELL;
    const comparison = compared ? compared[lane] : undefined;
    return {
      quantity: format(value),
      comparison: comparison && comparisonWords(comparison, format),
      fault: figure.fault === true && value > 0,
    };
  });
}

/** A lane that is behind by a poll is alike to the others; one that was off for a while, or only just began, is not. */
const ALIKE = 0.8;

/** Whether the lanes that are on carried about as many events: who did less has not done it better. */
function carriedAlike(snapshot: Snapshot | undefined, ledger: LanesLedger | undefined): boolean {
  const events = LANES.filter((lane) => snapshot?.lanes[lane].on).map((lane) => laneAccount(ledger, lane)?.events ?? 0);
  return Math.min(...events) >= ALIKE * Math.max(...events);
}

/** Undefined for what is unknown, and for lanes that are off. */
export function figureValues(figure: Figure, snapshot: Snapshot | undefined, ledger: LanesLedger | undefined): Values {
  return forEachLane((name) => {
    const lane: LaneSnapshot | undefined = snapshot?.lanes[name];
    return lane?.on ? figure.value(lane, laneAccount(ledger, name)) : undefined;
  });
}

/** Values closer than this cannot be told apart. */
export function resolutionOf(figure: Figure, snapshot: Snapshot | undefined): number {
  return figure.limitedByClock ? (snapshot?.clock?.uncertaintyMs ?? 0) : 0;
}
