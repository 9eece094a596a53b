import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../lab/messages.ts';
import type { Ledger, TransportAccount } from '../protocol/ledger.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../protocol/transports.ts';
import { quantityText } from './format.ts';
import { laneCells, UNKNOWN_CELL } from './lane-cells.ts';
import { accountWith, clockWith, lanesWith, latencyOf, ledgerWith, snapshotWith } from './test-fixtures.ts';

function snapshot(parts: Parameters<typeof lanesWith>[0], uncertaintyMs = 0.5): Snapshot {
  return snapshotWith({ clock: clockWith(uncertaintyMs), lanes: lanesWith(parts) });
}

function ledger(accounts: Partial<Record<Transport, Partial<TransportAccount>>>): Ledger {
  return ledgerWith({ transports: forEachTransport((transport) => accountWith(accounts[transport])) });
}

/** One figure across the lanes: what is shown, and how it compares. */
function row(key: string, ...state: Parameters<typeof laneCells>): (string | undefined)[][] {
  const cells = laneCells(...state);
  return TRANSPORTS.map((transport) => {
    const cell = cells[transport].get(key);
    return cell ? [quantityText(cell.quantity), cell.comparison?.shown] : [];
  });
}

describe('laneCells', () => {
  it('shows an en dash for everything that is unknown', () => {
    for (const cells of Object.values(laneCells(undefined, undefined))) {
      expect(new Set([...cells.values()].map(({ quantity }) => quantityText(quantity)))).toEqual(new Set(['–']));
    }
  });

  it('leaves lanes that are off out of the comparison', () => {
    const accounts = ledger({
      'short-polling': { requests: 12 },
      'long-polling': { requests: 60 },
      sse: { requests: 1 },
    });
    const on = snapshot({ 'short-polling': {}, 'long-polling': {} });
    expect(row('requests', on, accounts)).toEqual([
      ['12', 'best'],
      ['60', '×5.0'],
      ['–', undefined],
      ['–', undefined],
    ]);
  });

  it("shows a latency below the clock's uncertainty as such, and only a bound against it", () => {
    const on = snapshot({ 'short-polling': { latency: latencyOf(1000) }, websocket: { latency: latencyOf(0.2) } });
    expect(row('p50', on, undefined)).toEqual([
      ['1.00\u00a0s', '> ×2,000'],
      ['–', undefined],
      ['–', undefined],
      ['<\u00a00.50\u00a0ms', 'best'],
    ]);
  });

  it("limits transit by the clock, and not wait, which is the server's alone", () => {
    const on = snapshot({
      'short-polling': { wait: latencyOf(900), transit: latencyOf(2) },
      websocket: { wait: latencyOf(0.04), transit: latencyOf(0.2) },
    });
    expect(row('wait', on, undefined)[0]).toEqual(['900\u00a0ms', '×23,000']);
    expect(row('wait', on, undefined)[3]).toEqual(['40\u00a0µs', 'best']);
    expect(row('transit', on, undefined)[0]).toEqual(['2.00\u00a0ms', '> ×4.0']);
    expect(row('transit', on, undefined)[3]).toEqual(['<\u00a00.50\u00a0ms', 'best']);
  });

  it('shows how old the newest event is, and does not compare a single moment', () => {
    const on = snapshot({ 'short-polling': { ageMs: 1200 }, websocket: { ageMs: 90 } });
    expect(row('freshness', on, undefined)[0]).toEqual(['1.20\u00a0s', undefined]);
  });

  it('computes overhead and the shares of an event from the account', () => {
    const accounts = ledger({
      sse: { requests: 2, bytesUp: 500, bytesDown: 2500, payloadBytes: 2000, events: 10 },
      websocket: { requests: 1, bytesUp: 500, bytesDown: 500 },
    });
    const on = snapshot({ sse: {}, websocket: {} });
    expect(row('overhead', on, accounts)[2]?.[0]).toBe('1.00\u00a0kB');
    expect(row('bytes-per-event', on, accounts)[2]?.[0]).toBe('300\u00a0B');
    expect(row('requests-per-event', on, accounts)[2]?.[0]).toBe('0.20');
    expect(row('bytes-per-event', on, accounts)[3]?.[0]).toBe('–');
  });

  it('marks what is missing, duplicated or out of order as a fault', () => {
    const delivery = { received: 5, missing: 3, duplicated: 0, outOfOrder: 0, gaps: 1 };
    const cells = laneCells(snapshot({ sse: { delivery } }), undefined).sse;
    const faults = [...cells].filter(([, { fault }]) => fault).map(([key]) => key);
    expect(faults).toEqual(['missing', 'gaps']);
  });
});

it('does not compare totals of lanes that carried different numbers of events', () => {
  const on = { on: true };
  const lanes = snapshot({ sse: on, websocket: on });
  const down = (events: number) =>
    laneCells(lanes, ledger({ sse: { events, bytesDown: 50 }, websocket: { events: 100, bytesDown: 100 } })).sse.get(
      'bytes-down',
    )?.comparison?.shown;
  expect(down(95)).toBe('best');
  expect(down(50)).toBeUndefined();
});

it('tells a percentile only of enough events', () => {
  const shown = (count: number) => {
    const cells = laneCells(snapshot({ sse: { on: true, latency: latencyOf(5, count) } }), undefined).sse;
    return ['p50', 'p95', 'p99', 'p999', 'max'].filter((key) => cells.get(key) !== UNKNOWN_CELL);
  };
  expect(shown(1)).toEqual(['max']);
  expect(shown(99)).toEqual(['p50', 'p95', 'max']);
  expect(shown(1_000)).toEqual(['p50', 'p95', 'p99', 'p999', 'max']);
});
