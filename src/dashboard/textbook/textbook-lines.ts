import type { Snapshot } from '../../lab/messages.ts';
import type { Ledger } from '../../protocol/ledger.ts';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';
import { type Cell, figureCells, figureValues, resolutionOf } from '../lane-cells.ts';
import { contradictions, contradictionWords } from './contradictions.ts';
import { TEXTBOOK, type TextbookRow } from './textbook.ts';

/** A row of the textbook's table, filled in. `cells` is undefined where nothing is measured. */
export type TextbookLine = {
  readonly row: TextbookRow;
  readonly cells: Readonly<Record<Transport, Cell>> | undefined;
  /** What the run says against the textbook, sentence by sentence, the widest apart first. */
  readonly against: readonly string[];
};

/** Before a lane has this many events, it contradicts nobody. */
const MIN_EVENTS = 30;

export function textbookLines(snapshot: Snapshot | undefined, ledger: Ledger | undefined): TextbookLine[] {
  return TEXTBOOK.map((row) => {
    if (!row.measured) return { row, cells: undefined, against: [] };
    const { figure, of, places } = row.measured;
    const cells = figureCells(figure, snapshot, ledger);
    const all = figureValues(figure, snapshot, ledger);
    const values = forEachTransport((transport) =>
      (snapshot?.lanes[transport].delivery.received ?? 0) < MIN_EVENTS ? undefined : all[transport],
    );
    const resolution = resolutionOf(figure, snapshot);
    const found = places ? contradictions(values, places, resolution) : [];
    return { row, cells, against: contradictionWords(found, values, figure, of, resolution) };
  });
}
