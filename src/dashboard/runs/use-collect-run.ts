import { useQueryClient } from '@tanstack/react-query';
import type { RunFile } from '../../protocol/run-file.ts';
import type { LedgerHistory } from '../ledger-history.ts';
import { useExperiment, useLedgerKey } from '../queries.ts';
import { useLab, useServices } from '../services.tsx';
import { runFileOf } from './run-file-text.ts';

/** Collects all that is known of the run that is shown; undefined while too little is. */
export function useCollectRun(): (() => Promise<RunFile>) | undefined {
  const { lab, environment, saved } = useServices();
  const queryClient = useQueryClient();
  const ledgerKey = useLedgerKey();
  const experiment = useExperiment();
  const isReady = useLab((state) => state.snapshot !== undefined);

  if (saved) return async () => saved;
  if (!experiment || !isReady) return undefined;
  return async () => {
    const recordings = await lab.recordings();
    const { snapshot, settings } = lab.state();
    if (!snapshot) throw new Error('the lab has not reported yet');
    const history = queryClient.getQueryData<LedgerHistory>(ledgerKey) ?? [];
    return runFileOf({ savedAt: new Date(), environment, experiment, settings, snapshot, recordings, history });
  };
}
