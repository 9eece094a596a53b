import { expect, it } from 'vitest';
import { forEachTransport } from '../../protocol/transports.ts';
import { quantityText } from '../format.ts';
import { accountWith, clockWith, lanesWith, ledgerWith, snapshotWith } from '../test-fixtures.ts';
import { textbookLines } from './textbook-lines.ts';

const COSTS = { 'short-polling': 200, 'long-polling': 900, sse: 180, websocket: 170 };

const ledger = ledgerWith({
  transports: forEachTransport((transport) =>
    accountWith({ events: 100, bytesUp: 0, bytesDown: 100 * COSTS[transport], payloadBytes: 100 * 160, requests: 1 }),
  ),
});

function lineOf(label: string, received: number) {
  const lane = { delivery: { received, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 } };
  const snapshot = snapshotWith({
    clock: clockWith(0.5),
    lanes: lanesWith({ 'short-polling': lane, 'long-polling': lane }),
  });
  return textbookLines(snapshot, ledger).find(({ row }) => row.label === label);
}

it('fills in what was measured of the lanes that are on, and marks the best', () => {
  const cells = lineOf('HTTP overhead', 100)?.cells;
  expect(cells && quantityText(cells['long-polling'].quantity)).toBe('740\u00a0B');
  expect(cells?.['short-polling'].comparison?.shown).toBe('best');
  expect(cells && quantityText(cells.sse.quantity)).toBe('–');
});

it('says where the run contradicts, but not after a few events', () => {
  expect(lineOf('Network traffic', 100)?.against[0]).toContain('Long polling is not ahead of Short polling');
  expect(lineOf('Network traffic', 10)?.against).toEqual([]);
});

it('has no figure for what is not measured', () => {
  expect(lineOf('Server work', 100)?.cells).toBeUndefined();
});
