import { createContext, use } from 'react';
import type { PageState } from './page-state.ts';
import { readAddress } from './read-address.ts';
import { createSteps, type Steps } from './steps.ts';
import { createStore, type Store } from './store.ts';
import { DEFAULT_VIEW, type View } from './view-state.ts';

/** What the page keeps of its address. */
export type PageAddress = {
  readonly view: Store<ViewChange>;
  /** What of the address could not be used; none once that was dismissed. */
  readonly complaints: Store<readonly string[]>;
  /** What the address asks of the experiment and is not in effect yet. */
  readonly wanted: Store<Wanted | undefined>;
  readonly steps: Steps;
  /** Whether the lab was shown already: a page may be opened at another address than the lab's. */
  isOpen(): boolean;
  /** Takes the address that the lab is opened with. */
  open(search: string): void;
};

/** The view, and how the latest change of it was meant. */
export type ViewChange = { readonly view: View; readonly step: 'own' | 'same' };

export type Wanted = {
  readonly state: PageState;
  /** The page was opened with it, so that the run is to begin anew with it. */
  readonly atFirst: boolean;
};

/** Of a lab that was not opened yet. */
export function createPageAddress(): PageAddress {
  const view = createStore<ViewChange>({ view: DEFAULT_VIEW, step: 'own' });
  const complaints = createStore<readonly string[]>([]);
  const wanted = createStore<Wanted | undefined>(undefined);
  let isOpen = false;
  return {
    view,
    complaints,
    wanted,
    steps: createSteps(),
    isOpen: () => isOpen,
    open(search) {
      isOpen = true;
      const reading = readAddress(search);
      view.set({ view: reading.state.view, step: 'own' });
      complaints.set(reading.complaints);
      wanted.set(reading.saysAll ? { state: reading.state, atFirst: true } : undefined);
    },
  };
}

export const PageAddressContext = createContext<PageAddress | undefined>(undefined);

export function usePageAddress(): PageAddress {
  const address = use(PageAddressContext);
  if (!address) throw new Error('usePageAddress needs a PageAddressContext above it');
  return address;
}
