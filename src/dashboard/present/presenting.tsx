import type { ReactNode } from 'react';
import { useView } from '../address/view.ts';
import { onDemand } from '../ui/on-demand.tsx';

const Presenter = onDemand(async () => (await import('./presenter.tsx')).Presenter);

/** Presenter mode, while it is on. */
export function Presenting() {
  return useView().presenting && <Presenter />;
}

/** What has no place on a projector. */
export function NotPresented({ children }: { children: ReactNode }) {
  return useView().presenting ? null : children;
}
