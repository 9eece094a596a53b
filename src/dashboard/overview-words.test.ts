import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANE_LABELS } from '../protocol/lanes.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../protocol/transports.ts';
import { longestVerdicts, overviewOf, QUESTIONS, type Verdict } from './overview-words.ts';
import { accountWith, clockWith, lanesWith, latencyOf, ledgerWith, snapshotWith } from './test-fixtures.ts';

/** Lanes with these medians, ms, and these bytes for each of a thousand events. */
function run(lanes: Partial<Record<Transport, { ms: number; bytes: number }>>) {
  const names = Object.keys(lanes) as Transport[];
  const snapshot = snapshotWith({
    clock: clockWith(0.1),
    lanes: lanesWith(Object.fromEntries(names.map((lane) => [lane, { latency: latencyOf(lanes[lane]?.ms ?? 0) }]))),
  });
  const transports = forEachTransport((lane) =>
    accountWith({ events: 1_000, bytesDown: 1_000 * (lanes[lane]?.bytes ?? 0) }),
  );
  return [snapshot, { ...ledgerWith({ transports }), automatic: undefined }] as const;
}

describe('overviewOf', () => {
  it('names who is fastest and who is cheapest, and how much worse the worst is', () => {
    const [snapshot, ledger] = run({
      'short-polling': { ms: 1_000, bytes: 300 },
      'long-polling': { ms: 4, bytes: 880 },
      websocket: { ms: 2, bytes: 160 },
    });
    expect(overviewOf(snapshot, ledger)).toEqual({
      kind: 'verdicts',
      verdicts: [
        {
          question: 'Fastest',
          best: ['websocket'],
          words: '2.00\u00a0ms at the median; short polling takes 1.00\u00a0s, 500 times as long',
        },
        {
          question: 'Cheapest',
          best: ['websocket'],
          words: '160\u00a0B on the wire per event; long polling takes 880\u00a0B, 5.5 times as much',
        },
      ],
    });
  });

  it('names all that cannot be told apart from the best', () => {
    const [snapshot, ledger] = run({
      'short-polling': { ms: 1_000, bytes: 300 },
      sse: { ms: 2.05, bytes: 190 },
      websocket: { ms: 2, bytes: 160 },
    });
    const overview = overviewOf(snapshot, ledger);
    expect(overview).toMatchObject({ verdicts: [{ best: ['sse', 'websocket'] }, { best: ['websocket'] }] });
  });

  it('says that the factor is larger when the best is below what the clocks resolve', () => {
    const [snapshot, ledger] = run({ 'short-polling': { ms: 100, bytes: 1 }, websocket: { ms: 0.05, bytes: 1 } });
    const overview = overviewOf(snapshot, ledger);
    expect(overview).toMatchObject({
      verdicts: [
        { words: '<\u00a00.10\u00a0ms at the median; short polling takes 100\u00a0ms, over 1,000 times as long' },
        { best: ['short-polling', 'websocket'], words: 'all alike, 1\u00a0B on the wire per event' },
      ],
    });
  });

  it('says why there is nothing to compare', () => {
    expect(overviewOf(undefined, undefined)).toEqual({ kind: 'nothing', why: 'The lanes are starting.' });
    expect(overviewOf(snapshotWith({ lanes: lanesWith({ sse: {} }) }), undefined)).toMatchObject({
      why: expect.stringContaining('two lanes'),
    });
    expect(overviewOf(snapshotWith({ lanes: lanesWith({ sse: {}, websocket: {} }) }), undefined)).toMatchObject({
      why: expect.stringContaining('Waiting for events'),
    });
  });
});

describe('longestVerdicts', () => {
  it('are as long as any that is given', () => {
    const anyLane = fc.record({
      ms: fc.double({ min: 0.001, max: 9_999, noNaN: true }),
      bytes: fc.integer({ min: 100, max: 999_999 }),
    });
    const anyRun = fc.record({ 'short-polling': anyLane, 'long-polling': anyLane, sse: anyLane, websocket: anyLane });
    const lengthOf = ({ best, words }: Verdict) => [...best.map((lane) => LANE_LABELS[lane]), words].join('').length;
    const longest = QUESTIONS.map((asked) => Math.max(...longestVerdicts(asked, TRANSPORTS).map(lengthOf)));
    fc.assert(
      fc.property(anyRun, (lanes) => {
        const overview = overviewOf(...run(lanes));
        const verdicts = overview.kind === 'verdicts' ? overview.verdicts : [];
        expect(verdicts).toHaveLength(QUESTIONS.length);
        for (const [index, verdict] of verdicts.entries())
          expect(lengthOf(verdict)).toBeLessThanOrEqual(longest[index] ?? 0);
      }),
    );
  });
});
