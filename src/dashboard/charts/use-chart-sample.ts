import { useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useState } from 'react';
import type { Snapshot } from '../../lab/messages.ts';
import type { LedgerHistory } from '../ledger-history.ts';
import { useLedgerKey } from '../queries.ts';
import { useServices } from '../services.tsx';
import { useFollows } from '../ui/quiet-when-far.tsx';
import { type FaultMark, faultMarks } from './fault-marks.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

/** All that the charts draw, taken at one moment. */
export type ChartSample = {
  readonly snapshot: Snapshot;
  readonly history: LedgerHistory;
  /** The server's time at the right edge, ms. */
  readonly now: number;
  /** What is not to be trusted of the charts over time. */
  readonly stretches: readonly Stretch[];
  readonly faultMarks: readonly FaultMark[];
};

const SAMPLE_EVERY_MS = 2_000;

/**
 * A sample every two seconds, of their first report. Two minutes move by some pixels meanwhile, and charts are the most
 * that the page has to draw: each second, they made the events that came in that moment late enough to be seen in p95.
 * Whoever uses this takes it at the same moment, for each drawing of the page costs, however little of it is new.
 */
export function useChartSample(): ChartSample | undefined {
  const { lab } = useServices();
  const queryClient = useQueryClient();
  const ledgerKey = useLedgerKey();
  const [sample, setSample] = useState<ChartSample>();
  const follows = useFollows();

  // Before it is drawn: who prints the page while this is far sees what is, and not what was.
  useLayoutEffect(() => {
    let slot = Number.NaN;
    function take(): void {
      const { snapshot } = lab.state();
      if (!snapshot) return;
      slot = presentSlot();
      const history = queryClient.getQueryData<LedgerHistory>(ledgerKey) ?? NO_ACCOUNTS;
      setSample((before) =>
        // A saved run is always the same.
        before?.snapshot === snapshot && before.history === history ? before : sampleOf(snapshot, history),
      );
    }
    take();
    if (!follows) return undefined;
    return lab.subscribe(() => {
      if (presentSlot() !== slot) take();
    });
  }, [lab, queryClient, ledgerKey, follows]);

  return sample;
}

const presentSlot = () => Math.floor(performance.now() / SAMPLE_EVERY_MS);

const NO_ACCOUNTS: LedgerHistory = [];

function sampleOf(snapshot: Snapshot, history: LedgerHistory): ChartSample {
  const now = latestTime(snapshot, history);
  return {
    snapshot,
    history,
    now,
    stretches: stretchesOf(snapshot.marks, now),
    faultMarks: faultMarks(
      snapshot.faults.map(({ fault }) => fault),
      now,
    ),
  };
}

/** The server's time as far as it was told to us: while the server is away, the charts stand still. */
function latestTime({ lanes }: Snapshot, history: LedgerHistory): number {
  const seconds = Object.values(lanes).map(({ series }) => series.at(-1)?.at ?? 0);
  return Math.max(history.at(-1)?.at ?? 0, ...seconds);
}
