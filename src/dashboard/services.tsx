import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import type { RunFile } from '../protocol/run-file.ts';
import type { ControlApi } from './api.ts';
import type { LabClient, LabState } from './lab-client.ts';
import type { TraceStore } from './ladder/trace-store.ts';
import { useFollows } from './ui/quiet-when-far.tsx';

/** What the page works with: made in `main.tsx` of the live lab, and in `runs/saved-services.ts` of a file. */
export type Services = {
  readonly lab: LabClient;
  /** What the ladder diagram draws; empty in a saved run. */
  readonly trace: TraceStore;
  readonly api: ControlApi;
  readonly environment: Environment;
  /** The file that is shown; undefined while the page shows the live lab. */
  readonly saved: RunFile | undefined;
};

/** What the run is measured with. */
export type Environment = Omit<RunFile['environment'], 'serverVersion'>;

const ServicesContext = createContext<Services | undefined>(undefined);

export function ServicesProvider({ services, children }: { services: Services; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesProvider above it');
  return services;
}

/** Whether a saved run is shown, in which there is nothing to control. */
export function useIsSaved(): boolean {
  return useServices().saved !== undefined;
}

/**
 * A part of what is known of the lab. The component renders anew only when that part is another one,
 * so `select` must answer what it is given and build nothing; and where nobody can see it, it may not render at all, so
 * it must not add up over its renders.
 */
export function useLab<Part>(select: (state: LabState) => Part): Part {
  const { lab } = useServices();
  return useWithReports(() => select(lab.state()));
}

/** The same of something else that is known, looked at whenever something new is known of the lab. */
export function useWithReports<Part>(look: () => Part): Part {
  const { lab } = useServices();
  return useSyncExternalStore(useFollows() ? lab.subscribe : toNothing, look);
}

const toNothing = () => () => {};
