import { skipToken, useQuery } from '@tanstack/react-query';
import type { Transport } from '../../protocol/transports.ts';
import { useLab, useServices } from '../services.tsx';

/** The latest exchange of this run's lane: asked for when it is first looked at, and whenever `refetch` is called. */
export function useExchange(transport: Transport) {
  const { api, saved } = useServices();
  const client = useLab((state) => state.snapshot?.run.client);
  return useQuery({
    queryKey: ['exchange', saved?.savedAt ?? 'live', client, transport],
    queryFn: client === undefined ? skipToken : async ({ signal }) => (await api.exchanges(client, signal))[transport],
    gcTime: 0,
  });
}
