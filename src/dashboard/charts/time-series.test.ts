import { describe, expect, it } from 'vitest';
import type { SeriesPoint } from '../../lab/messages.ts';
import { forEachLane, type LaneName } from '../../protocol/lanes.ts';
import type { Ledger, TransportAccount } from '../../protocol/ledger.ts';
import { forEachTransport } from '../../protocol/transports.ts';
import { accountWith, lanesWith, ledgerWith } from '../test-fixtures.ts';
import { laneRows, latestValues, ledgerRows, notBelow } from './time-series.ts';

const NOW = 120_000;

type Points = readonly (readonly [at: number, p50: number | null])[];

function lanes(points: Partial<Record<LaneName, Points>>) {
  const series = forEachLane((lane) => ({
    series: (points[lane] ?? []).map(
      ([at, p50]): SeriesPoint => ({
        ...{ at, events: 1, p50, p95: p50, max: p50 },
        ...{ wait: null, transit: null, age: null, peakAge: null },
      }),
    ),
  }));
  return lanesWith(series);
}

function ledger(at: number, requests: number): Ledger {
  return ledgerWith({ at, transports: forEachTransport(() => accountWith({ requests })) });
}

describe('laneRows', () => {
  it('puts the lanes of one second into one row, in order, and null where a lane has none', () => {
    const rows = laneRows(
      lanes({
        sse: [[119_000, 2]],
        'short-polling': [
          [118_000, 900],
          [119_000, null],
        ],
      }),
      NOW,
      ({ p50 }) => p50,
    );
    expect(rows).toMatchObject([
      { secondsAgo: -2, 'short-polling': 900, sse: null },
      { secondsAgo: -1, 'short-polling': null, sse: 2 },
    ]);
  });

  it('leaves out what is older than the window, and draws at the floor what lies below it', () => {
    const rows = laneRows(
      lanes({
        sse: [
          [-1000, 5],
          [60_000, -0.2],
        ],
      }),
      NOW,
      ({ p50 }) => notBelow(0.4, p50),
    );
    expect(rows.map((row) => row.sse)).toEqual([0.4]);
  });

  it('marks each lane now and then, at staggered places, and only where it has a value', () => {
    const points = Array.from({ length: 64 }, (_, second): [number, number] => [second * 1000, 1]);
    const rows = laneRows(lanes({ sse: points, websocket: points }), NOW, ({ p50 }) => p50);
    const markedAt = (lane: LaneName) =>
      rows.filter((row) => row.marked.includes(lane)).map((row) => row.secondsAgo + 120);
    expect(markedAt('sse')).toEqual([0, 12, 32, 52]);
    expect(markedAt('websocket')).toEqual([0, 8, 28, 48]);
    expect(markedAt('long-polling')).toEqual([]);
  });
});

describe('ledgerRows', () => {
  const history = [ledger(117_000, 10), ledger(118_000, 12), ledger(120_000, 40)];
  const requests = ({ requests }: TransportAccount) => requests;

  it('gives totals', () => {
    expect(ledgerRows(history, NOW, requests, 'total').map((row) => row.sse)).toEqual([10, 12, 40]);
  });

  it('draws the automatic lane from nothing on, once there is an account of it', () => {
    const joined = [history[0] as Ledger, { ...ledger(118_000, 12), automatic: ledger(118_000, 3) }];
    expect(ledgerRows(joined, NOW, requests, 'total').map((row) => row.automatic)).toEqual([0, 12]);
    expect(ledgerRows(history, NOW, requests, 'total').map((row) => row.automatic)).toEqual([null, null, null]);
  });

  it('gives rates', () => {
    expect(ledgerRows(history, NOW, requests, 'rate').map((row) => row.sse)).toEqual([null, 2, 10]);
  });
});

describe('latestValues', () => {
  it('looks past the seconds without a value', () => {
    const rows = laneRows(
      lanes({
        sse: [
          [118_000, 2],
          [119_000, null],
        ],
      }),
      NOW,
      ({ p50 }) => p50,
    );
    expect(latestValues(rows)).toEqual({
      'short-polling': undefined,
      'long-polling': undefined,
      sse: 2,
      websocket: undefined,
      automatic: undefined,
    });
  });
});
