import type { Snapshot } from '../../lab/messages.ts';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';
import { type Cell, figureCells, figureValues, resolutionOf } from '../lane-cells.ts';
import type { LanesLedger } from '../lanes-ledger.ts';
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

export function textbookLines(snapshot: Snapshot | undefined, ledger: LanesLedger | undefined): TextbookLine[] {
  const four = withoutAutomatic(snapshot);
  return TEXTBOOK.map((row) => {
    if (!row.measured) return { row, cells: undefined, against: [] };
    const { figure, of, places } = row.measured;
    const cells = figureCells(figure, four, ledger);
    const all = figureValues(figure, snapshot, ledger);
    const values = forEachTransport((transport) =>
      (snapshot?.lanes[transport].delivery.received ?? 0) < MIN_EVENTS ? undefined : all[transport],
    );
    const resolution = resolutionOf(figure, snapshot);
    const found = places ? contradictions(values, places, resolution) : [];
    return { row, cells, against: contradictionWords(found, values, figure, of, resolution) };
  });
}

/** No textbook knows it, so it takes no one's place. */
function withoutAutomatic(snapshot: Snapshot | undefined): Snapshot | undefined {
  if (!snapshot) return undefined;
  const { automatic, ...four } = snapshot.lanes;
  return { ...snapshot, lanes: { ...four, automatic: { ...automatic, on: false } } };
}
