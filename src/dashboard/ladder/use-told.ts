import { useMemo } from 'react';
import type { LaneName } from '../../protocol/lanes.ts';
import { laneAccount } from '../lanes-ledger.ts';
import { useLedgerHistory } from '../queries.ts';
import { useLab, useServices } from '../services.tsx';
import type { Averages, Told } from './words.ts';

/** What sentences about the picture are made of; undefined while nothing was recorded. */
export function useTold(): Told | undefined {
  const { trace } = useServices();
  const ledger = useLedgerHistory().at(-1);
  const resolutionMs = useLab((state) => state.snapshot?.clock?.uncertaintyMs ?? 0);
  const bounds = trace.bounds();
  return useMemo(
    () =>
      bounds && {
        store: trace,
        bounds,
        resolutionMs,
        averagesOf(lane: LaneName): Averages | undefined {
          const account = laneAccount(ledger, lane);
          if (!account) return undefined;
          const { requests, events, bytesUp, bytesDown } = account;
          const bytes = bytesUp + bytesDown;
          return {
            bytesPerRequest: requests > 0 ? bytes / requests : undefined,
            bytesPerEvent: events > 0 ? bytes / events : undefined,
          };
        },
      },
    [trace, bounds, resolutionMs, ledger],
  );
}
