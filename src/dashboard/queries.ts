import {
  type QueryClient,
  queryOptions,
  skipToken,
  useIsMutating,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Experiment, ExperimentPatch } from '../protocol/experiment.ts';
import { clientOfLane } from '../protocol/lanes.ts';
import type { RunFile } from '../protocol/run-file.ts';
import { withChange, withoutChange } from './experiment-change.ts';
import { together } from './lanes-ledger.ts';
import { appendLedger, type LedgerHistory } from './ledger-history.ts';
import { isAnythingOn } from './network/network-words.ts';
import { useLab, useServices, useWithReports } from './services.tsx';
import { useFollows } from './ui/quiet-when-far.tsx';

const CHANGE_KEY = ['experiment', 'change'] as const;
const LEDGER_EVERY_MS = 1000;
const EXPERIMENT_EVERY_MS = 5000;

/** Answers of the live server and those in a file are kept apart: a file may hold the very run that is live. */
function experimentKey(saved: RunFile | undefined) {
  return ['experiment', saved?.savedAt ?? 'live'] as const;
}

/** Where the accounts of a run are kept: of the live one, or of one in a file. */
export function ledgerKey(saved: RunFile | undefined, client: string | undefined) {
  return ['ledger', saved?.savedAt ?? 'live', client] as const;
}

const LIVE_EXPERIMENT_KEY = experimentKey(undefined);

/** Where the accounts of the run that is shown are kept. */
export function useLedgerKey() {
  const { saved } = useServices();
  const client = useLab((state) => state.snapshot?.run.client);
  return useMemo(() => ledgerKey(saved, client), [saved, client]);
}

/** What a server would have answered while a saved run is shown. */
export function putSavedAnswers(queryClient: QueryClient, saved: RunFile): void {
  queryClient.setQueryData<Experiment>(experimentKey(saved), saved.settings.experiment);
  const key = ledgerKey(saved, saved.run.client);
  // Nobody asks for it again, and what nobody asks for is forgotten after minutes.
  queryClient.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
  queryClient.setQueryData<LedgerHistory>(key, together(saved.ledger, saved.automaticLedger));
}

/** What the settings are; undefined until the server said so. */
export function useExperiment(): Experiment | undefined {
  return useQuery(useExperimentQuery()).data;
}

/** How the publisher keeps up and the network fares, and when the page last looked. */
export function useExperimentLook(): {
  readonly stats: Experiment['publisherStats'] | undefined;
  readonly network: Experiment['networkStats'] | undefined;
  readonly lookedAt: number;
} {
  const { data, dataUpdatedAt } = useQuery(useExperimentQuery());
  return { stats: data?.publisherStats, network: data?.networkStats, lookedAt: dataUpdatedAt };
}

/**
 * The accounts of the present run; empty until the server said so. What has come is shown with the lab's next report: each
 * drawing of the page costs, however little of it is new.
 */
export function useLedgerHistory(): LedgerHistory {
  const queryClient = useQueryClient();
  const key = useLedgerKey();
  return useWithReports(() => queryClient.getQueryData<LedgerHistory>(key) ?? NO_ACCOUNTS);
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
    // Somebody may change the settings with curl; when the server comes back, they are wanted at once, and how the
    // network fares is of interest while there is one.
    refetchInterval: ({ state }) =>
      state.error || (state.data && isAnythingOn(state.data.network)) ? LEDGER_EVERY_MS : EXPERIMENT_EVERY_MS,
  });
  return { away: wentWrong(ledger) || wentWrong(experiment), error: ledger.error ?? experiment.error };
}

/** A query that never had data forgets its error while it tries again; its times do not. */
function wentWrong({ errorUpdatedAt, dataUpdatedAt }: { errorUpdatedAt: number; dataUpdatedAt: number }): boolean {
  return errorUpdatedAt > dataUpdatedAt;
}

function useExperimentQuery() {
  const { api, saved } = useServices();
  return queryOptions({
    queryKey: experimentKey(saved),
    queryFn: ({ signal }) => api.experiment(signal),
    subscribed: useFollows(),
  });
}

function useLedgerQuery() {
  const { api, lab } = useServices();
  const queryClient = useQueryClient();
  const client = useLab((state) => state.snapshot?.run.client);
  const queryKey = useLedgerKey();
  return queryOptions({
    queryKey,
    queryFn:
      client === undefined
        ? skipToken
        : async ({ signal }) => {
            const history = queryClient.getQueryData<LedgerHistory>(queryKey) ?? NO_ACCOUNTS;
            const wasAutomatic = history.at(-1)?.automatic !== undefined;
            const isAutomatic = lab.state().snapshot?.lanes.automatic.on === true;
            const [four, automatic] = await Promise.all([
              api.ledger(client, signal),
              wasAutomatic || isAutomatic ? api.ledger(clientOfLane(client, 'automatic'), signal) : undefined,
            ]);
            return appendLedger(history, automatic ? { ...four, automatic } : four);
          },
    subscribed: useFollows(),
    // The history shares its accounts by itself.
    structuralSharing: false,
  });
}

/** Changes the experiment's settings: shown at once, taken back when the server refuses. */
export function useChangeExperiment() {
  const { api } = useServices();
  const queryClient = useQueryClient();
  const update = (make: (experiment: Experiment) => Experiment) =>
    queryClient.setQueryData<Experiment>(LIVE_EXPERIMENT_KEY, (experiment) => experiment && make(experiment));
  return useMutation({
    mutationKey: CHANGE_KEY,
    // One after the other, so that the last one made is the last to arrive.
    scope: { id: CHANGE_KEY.join() },
    mutationFn: (change: ExperimentPatch) => api.changeExperiment(change),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey: LIVE_EXPERIMENT_KEY });
      const before = queryClient.getQueryData<Experiment>(LIVE_EXPERIMENT_KEY);
      update((experiment) => withChange(experiment, change));
      return { before };
    },
    onError: (_error, change, context) => {
      const before = context?.before;
      if (before) update((experiment) => withoutChange(experiment, change, before));
      void queryClient.invalidateQueries({ queryKey: LIVE_EXPERIMENT_KEY });
    },
    onSuccess: (experiment) => {
      if (queryClient.isMutating({ mutationKey: CHANGE_KEY }) === 1) update(() => experiment);
    },
  });
}

/** Whether a change to the settings waits for the server's answer, whoever of the page made it. */
export function useIsChangingExperiment(): boolean {
  return useIsMutating({ mutationKey: CHANGE_KEY }) > 0;
}

/**
 * Tells of each change that was made from this page and that the server agreed to, and when it was made: ms of
 * `performance.now()`.
 */
export function useChangesMade(tell: (change: ExperimentPatch, madeAt: number) => void): void {
  const mutations = useQueryClient().getMutationCache();
  useEffect(
    () =>
      mutations.subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'success') return;
        if (event.mutation.options.mutationKey !== CHANGE_KEY) return;
        const { variables, submittedAt } = event.mutation.state;
        tell(variables as ExperimentPatch, performance.now() - (Date.now() - submittedAt));
      }),
    [mutations, tell],
  );
}

/** The latest change to the settings, when it was refused. */
export function useRefusedChange(): { readonly change: ExperimentPatch; readonly error: Error } | undefined {
  const changes = useMutationState({ filters: { mutationKey: CHANGE_KEY }, select: ({ state }) => state });
  const latest = changes.at(-1);
  return latest?.error ? { change: latest.variables as ExperimentPatch, error: latest.error } : undefined;
}

/** Publishes a message by hand, and follows it; answers the event's id. */
export function usePublish() {
  const { api, lab } = useServices();
  return useMutation({ mutationFn: (text: string) => api.publish(text), onSuccess: (id) => lab.follow(id) });
}
