import { useMemo } from 'react';
import { LANES, type LaneName } from '../protocol/lanes.ts';
import { useLab } from './services.tsx';
import { shownLanes } from './shown-lanes.ts';

/** The lanes that have a place where lanes stand beside each other. */
export function useShownLanes(): readonly LaneName[] {
  const hasFive = useLab((state) => shownLanes(state.snapshot).includes('automatic'));
  return useMemo(() => LANES.filter((lane) => hasFive || lane !== 'automatic'), [hasFive]);
}
