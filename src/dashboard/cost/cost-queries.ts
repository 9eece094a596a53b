import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Jitter } from '../../protocol/session-policy.ts';
import type { SwarmPlanRequest } from '../../protocol/swarm.ts';
import { useServices } from '../services.tsx';
import { type CostApi, createCostApi } from './cost-api.ts';
import { type Sample, withSample } from './cost-history.ts';
import { NOTHING_TOLD, type ToldSwarms, withSwarm } from './told-swarms.ts';

const SWARM_EVERY_MS = 500;
const LOAD_EVERY_MS = 1_000;

const SWARM_KEY = ['cost', 'swarm'] as const;
const LOAD_KEY = ['cost', 'load'] as const;

const NO_SAMPLES: readonly Sample[] = [];

/** What is known of the swarms; undefined until the server said so. */
export function useSwarms(): ToldSwarms | undefined {
  return useQuery(useSwarmQuery()).data;
}

/** What the server's process had cost, a second apart, oldest first. */
export function useCostHistory(): readonly Sample[] {
  return useQuery(useLoadQuery()).data ?? NO_SAMPLES;
}

export type CostWatch = { readonly away: boolean; readonly error: Error | null };

/** Asks the server again and again. To be used once on a page, for each use asks on its own. */
export function useCostWatch(): CostWatch {
  const swarm = useQuery({ ...useSwarmQuery(), refetchInterval: SWARM_EVERY_MS });
  const load = useQuery({ ...useLoadQuery(), refetchInterval: LOAD_EVERY_MS });
  return { away: wentWrong(swarm) || wentWrong(load), error: swarm.error ?? load.error };
}

/** A query that never had data forgets its error while it tries again; its times do not. */
function wentWrong({ errorUpdatedAt, dataUpdatedAt }: { errorUpdatedAt: number; dataUpdatedAt: number }): boolean {
  return errorUpdatedAt > dataUpdatedAt;
}

function useSwarmQuery() {
  const api = useCostApi();
  const queryClient = useQueryClient();
  return queryOptions({
    queryKey: SWARM_KEY,
    queryFn: async ({ signal }) => {
      const latest = await api.swarm(signal);
      return withSwarm(queryClient.getQueryData<ToldSwarms>(SWARM_KEY) ?? NOTHING_TOLD, latest);
    },
    // What is told again stays the same object, so that only what changed is drawn anew: see CurveChart, HerdChart.
    structuralSharing: true,
  });
}

function useLoadQuery() {
  const api = useCostApi();
  const queryClient = useQueryClient();
  return queryOptions({
    queryKey: LOAD_KEY,
    queryFn: async ({ signal }) => {
      const load = await api.load(signal);
      const swarm = queryClient.getQueryData<ToldSwarms>(SWARM_KEY)?.latest ?? null;
      return withSample(queryClient.getQueryData<readonly Sample[]>(LOAD_KEY) ?? NO_SAMPLES, { load, swarm });
    },
    // The history shares its samples by itself.
    structuralSharing: false,
  });
}

export function useStartSwarm() {
  return useSwarmCall((api, plan: SwarmPlanRequest) => api.start(plan));
}

export function useStopSwarm() {
  return useSwarmCall((api, _nothing: undefined) => api.stop());
}

export function useDropAll() {
  return useSwarmCall((api, jitter: Jitter) => api.drop(jitter));
}

/** What became of it is asked for at once. */
function useSwarmCall<What>(call: (api: CostApi, what: What) => Promise<unknown>) {
  const api = useCostApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (what: What) => call(api, what),
    onSettled: () => queryClient.invalidateQueries({ queryKey: SWARM_KEY }),
  });
}

function useCostApi(): CostApi {
  const { api } = useServices();
  return useMemo(() => createCostApi(api), [api]);
}
