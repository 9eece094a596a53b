import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import type { ControlApi } from './api.ts';
import type { LabClient, LabState } from './lab-client.ts';

/** What the page works with; made in `main.tsx`. */
export type Services = { readonly lab: LabClient; readonly api: ControlApi };

const ServicesContext = createContext<Services | undefined>(undefined);

export function ServicesProvider({ services, children }: { services: Services; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesProvider above it');
  return services;
}

/**
 * A part of what is known of the lab. The component renders anew only when that part is another one,
 * so `select` must answer what it is given and build nothing.
 */
export function useLab<Part>(select: (state: LabState) => Part): Part {
  const { lab } = useServices();
  return useSyncExternalStore(lab.subscribe, () => select(lab.state()));
}
