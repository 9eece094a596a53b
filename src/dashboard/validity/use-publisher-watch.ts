import { useEffect, useRef } from 'react';
import type { Experiment } from '../../protocol/experiment.ts';
import { useExperimentLook } from '../queries.ts';
import { useServices } from '../services.tsx';
import { isPublisherBehind } from './publisher-behind.ts';

/** Tells the lab while the publisher is behind its rate, each time that the server was asked. */
export function usePublisherWatch(): void {
  const { lab } = useServices();
  const { stats, lookedAt } = useExperimentLook();
  const before = useRef<Experiment['publisherStats']>(undefined);
  const told = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a look that found what the one before did is a look too.
  useEffect(() => {
    if (!stats) return;
    const isBehind = isPublisherBehind(before.current, stats);
    before.current = stats;
    if (isBehind === told.current) return;
    told.current = isBehind;
    lab.spoil('publisher-behind', isBehind);
  }, [lab, stats, lookedAt]);
}
