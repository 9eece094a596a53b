import { useCallback } from 'react';
import { usePageAddress } from './page-address.ts';
import { useStore } from './store.ts';
import type { View } from './view-state.ts';

export { DEFAULT_VIEW, PANEL_NAMES, type PanelName, type View } from './view-state.ts';

export function useView(): View {
  return useStore(usePageAddress().view).view;
}

/** A change is a step of its own for back and forward, unless it is one of many of the same movement. */
export type ChangeView = (change: Partial<View>, step?: 'own' | 'same') => void;

export function useChangeView(): ChangeView {
  const { view } = usePageAddress();
  return useCallback((change, step = 'own') => view.set({ view: { ...view.state().view, ...change }, step }), [view]);
}
