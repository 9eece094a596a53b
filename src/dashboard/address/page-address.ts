import { createContext, use } from 'react';
import type { PageState } from './page-state.ts';
import { readAddress } from './read-address.ts';
import { createSteps, type Steps } from './steps.ts';
import { createStore, type Store } from './store.ts';
import type { View } from './view-state.ts';

/** What the page keeps of its address. */
export type PageAddress = {
  readonly view: Store<ViewChange>;
  /** What of the address could not be used; none once that was dismissed. */
  readonly complaints: Store<readonly string[]>;
  /** What the address asks of the experiment and is not in effect yet. */
  readonly wanted: Store<Wanted | undefined>;
  readonly steps: Steps;
};

/** The view, and how the latest change of it was meant. */
export type ViewChange = { readonly view: View; readonly step: 'own' | 'same' };

export type Wanted = {
  readonly state: PageState;
  /** The page was opened with it, so that the run is to begin anew with it. */
  readonly atFirst: boolean;
};

/** @param search of the address that the page was opened with. */
export function createPageAddress(search: string): PageAddress {
  const { state, saysAll, complaints } = readAddress(search);
  return {
    view: createStore<ViewChange>({ view: state.view, step: 'own' }),
    complaints: createStore(complaints),
    wanted: createStore<Wanted | undefined>(saysAll ? { state, atFirst: true } : undefined),
    steps: createSteps(),
  };
}

export const PageAddressContext = createContext<PageAddress | undefined>(undefined);

export function usePageAddress(): PageAddress {
  const address = use(PageAddressContext);
  if (!address) throw new Error('usePageAddress needs a PageAddressContext above it');
  return address;
}
