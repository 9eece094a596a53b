import {
  queryOptions,
  skipToken,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Experiment } from '../protocol/experiment.ts';
import { appendLedger, type LedgerHistory } from './ledger-history.ts';
import { type PublisherChange, withChange, withoutChange } from './publisher-change.ts';
import { useLab, useServices } from './services.tsx';

const EXPERIMENT_KEY = ['experiment'] as const;
const CHANGE_KEY = ['experiment', 'change'] as const;
const LEDGER_EVERY_MS = 1000;
const EXPERIMENT_EVERY_MS = 5000;

export function ledgerKey(client: string | undefined) {
  return ['ledger', client] as const;
}

/** What the settings are; undefined until the server said so. */
export function useExperiment(): Experiment | undefined {
  return useQuery(useExperimentQuery()).data;
}

/** The accounts of the present run; empty until the server said so. */
export function useLedgerHistory(): LedgerHistory {
  return useQuery(useLedgerQuery()).data ?? NO_ACCOUNTS;
}

const NO_ACCOUNTS: LedgerHistory = [];

export type ServerWatch = { readonly away: boolean; readonly error: Error | null };

/**
 * Asks the server again and again, and says whether the last call went wrong. To be used once on a
 * page, for each use asks on its own.
 */
export function useServerWatch(): ServerWatch {
  const ledger = useQuery({
    ...useLedgerQuery(),
    refetchInterval: LEDGER_EVERY_MS,
    refetchIntervalInBackground: true,
  });
  const experiment = useQuery({
    ...useExperimentQuery(),
    // Somebody may change the settings with curl; and when the server comes back, they are wanted at once.
    refetchInterval: ({ state }) => (state.error ? LEDGER_EVERY_MS : EXPERIMENT_EVERY_MS),
  });
  return { away: wentWrong(ledger) || wentWrong(experiment), error: ledger.error ?? experiment.error };
}

/** A query that never had data forgets its error while it tries again; its times do not. */
function wentWrong({ errorUpdatedAt, dataUpdatedAt }: { errorUpdatedAt: number; dataUpdatedAt: number }): boolean {
  return errorUpdatedAt > dataUpdatedAt;
}

function useExperimentQuery() {
  const { api } = useServices();
  return queryOptions({ queryKey: EXPERIMENT_KEY, queryFn: ({ signal }) => api.experiment(signal) });
}

function useLedgerQuery() {
  const { api } = useServices();
  const queryClient = useQueryClient();
  const client = useLab((state) => state.snapshot?.run.client);
  const queryKey = ledgerKey(client);
  return queryOptions({
    queryKey,
    queryFn:
      client === undefined
        ? skipToken
        : async ({ signal }) => {
            const ledger = await api.ledger(client, signal);
            return appendLedger(queryClient.getQueryData<LedgerHistory>(queryKey) ?? NO_ACCOUNTS, ledger);
          },
    // The history shares its accounts by itself.
    structuralSharing: false,
  });
}

/** Changes the publisher: shown at once, taken back when the server refuses. */
export function useChangePublisher() {
  const { api } = useServices();
  const queryClient = useQueryClient();
  const update = (make: (experiment: Experiment) => Experiment) =>
    queryClient.setQueryData<Experiment>(EXPERIMENT_KEY, (experiment) => experiment && make(experiment));
  return useMutation({
    mutationKey: CHANGE_KEY,
    // One after the other, so that the last one made is the last to arrive.
    scope: { id: CHANGE_KEY.join() },
    mutationFn: (change: PublisherChange) => api.changeExperiment({ publisher: change }),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey: EXPERIMENT_KEY });
      const before = queryClient.getQueryData<Experiment>(EXPERIMENT_KEY);
      update((experiment) => withChange(experiment, change));
      return { before };
    },
    onError: (_error, change, context) => {
      const before = context?.before;
      if (before) update((experiment) => withoutChange(experiment, change, before));
      void queryClient.invalidateQueries({ queryKey: EXPERIMENT_KEY });
    },
    onSuccess: (experiment) => {
      if (queryClient.isMutating({ mutationKey: CHANGE_KEY }) === 1) update(() => experiment);
    },
  });
}

/** The latest change to the publisher, when it was refused. */
export function useRefusedChange(): { readonly change: PublisherChange; readonly error: Error } | undefined {
  const changes = useMutationState({ filters: { mutationKey: CHANGE_KEY }, select: ({ state }) => state });
  const latest = changes.at(-1);
  return latest?.error ? { change: latest.variables as PublisherChange, error: latest.error } : undefined;
}

/** Publishes a message by hand; answers the event's id. */
export function usePublish() {
  const { api } = useServices();
  return useMutation({ mutationFn: (text: string) => api.publish(text) });
}
