import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BadDay, BadDayRequest, FaultRequest } from '../../protocol/faults.ts';
import { useIsSaved, useServices } from '../services.tsx';

const KEY = ['faults'] as const;
const EVERY_MS = 5_000;
const WHILE_PLAYED_MS = 1_000;

/** Only the bad day is asked for here: the faults come with the lanes' account of them. */
const NO_FAULTS = 999_999_999_999_999;

/** The bad day that is being played; null while there is none, undefined while that is not known. */
export function useBadDay(): BadDay | null | undefined {
  const { api } = useServices();
  const isSaved = useIsSaved();
  const query = queryOptions({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await api.faults(NO_FAULTS, signal)).badDay,
  });
  const { data } = useQuery({
    ...query,
    enabled: !isSaved,
    refetchInterval: ({ state }) => (state.data ? WHILE_PLAYED_MS : EVERY_MS),
  });
  return isSaved ? null : data;
}

/** What is done to the lanes' connections, each with what the server answered. */
export function useFaultCommands() {
  const { api } = useServices();
  const queryClient = useQueryClient();
  const put = (badDay: BadDay | null) => {
    void queryClient.cancelQueries({ queryKey: KEY });
    queryClient.setQueryData<BadDay | null>(KEY, badDay);
  };
  return {
    cause: useMutation({ mutationFn: (fault: FaultRequest) => api.causeFault(fault) }),
    play: useMutation({ mutationFn: (request: BadDayRequest) => api.playBadDay(request), onSuccess: put }),
    end: useMutation({ mutationFn: () => api.endFaults(), onSuccess: () => put(null) }),
  };
}
