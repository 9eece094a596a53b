import { useState } from 'react';
import type { FaultCosts } from '../../lab/messages.ts';
import { LANES, type LaneName } from '../../protocol/lanes.ts';
import { useLedgerHistory } from '../queries.ts';
import { useLab } from '../services.tsx';
import { type ExtraTraffic, extraTraffic } from './extra-traffic.ts';
import { undisturbed } from './undisturbed.ts';

type Extras = { readonly run: string | undefined; readonly known: ReadonlyMap<string, ExtraTraffic> };

/**
 * The extra traffic of each fault and lane. What was computed once is kept for the run, for the accounts that it was
 * computed from are not.
 */
export function useExtraTraffic(
  faults: readonly FaultCosts[],
): (fault: FaultCosts, lane: LaneName) => ExtraTraffic | undefined {
  const history = useLedgerHistory();
  const run = useLab((state) => state.snapshot?.run.client);
  const [extras, setExtras] = useState<Extras>({ run, known: new Map() });

  const before = extras.run === run ? extras.known : new Map<string, ExtraTraffic>();
  const fresh = faults.flatMap((costs) =>
    LANES.flatMap((lane): [string, ExtraTraffic][] => {
      const key = keyOf(costs, lane);
      const recoveredAfterMs = costs.lanes[lane]?.recoveredAfterMs;
      if (before.has(key) || recoveredAfterMs === undefined) return [];
      const { at } = costs.fault;
      const stretch = undisturbed(faults, lane, { at, recoveredAt: at + recoveredAfterMs });
      const extra = stretch && extraTraffic(history, lane, stretch);
      return extra ? [[key, extra]] : [];
    }),
  );
  const known = fresh.length > 0 ? new Map([...before, ...fresh]) : before;
  if (fresh.length > 0 || extras.run !== run) setExtras({ run, known });
  return (fault, lane) => known.get(keyOf(fault, lane));
}

function keyOf({ fault }: FaultCosts, lane: LaneName): string {
  return `${fault.number} ${lane}`;
}
