import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { LaneName } from '../../protocol/lanes.ts';
import { useChangeView, useView } from '../address/view.ts';
import { useLab, useServices, useWithReports } from '../services.tsx';
import { useShownLanes } from '../use-shown-lanes.ts';
import { createStage, type Stage, type StageState } from './stage.ts';

export const StageContext = createContext<Stage | undefined>(undefined);

/** Browsers refuse an address that changes with each movement of a finger: it is changed when the fingers rest. */
const SETTLED_MS = 200;

/** The stage of this panel; its span follows the address, and the address its span. */
export function useNewStage(): Stage {
  const { trace } = useServices();
  const { spanMs } = useView();
  const changeView = useChangeView();
  const [zoomedTo, setZoomedTo] = useState<number>();
  const [stage] = useState(() => createStage(trace, spanMs, setZoomedTo));
  useEffect(() => stage.setSpan(spanMs), [stage, spanMs]);

  useEffect(() => {
    if (zoomedTo === undefined) return;
    const timer = setTimeout(() => {
      setZoomedTo(undefined);
      changeView({ spanMs: zoomedTo }, 'same');
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [zoomedTo, changeView]);
  return stage;
}

export function useStage(): Stage {
  const stage = use(StageContext);
  if (!stage) throw new Error('useStage needs a LadderPanel above it');
  return stage;
}

export function useStageState<Part>(select: (state: StageState) => Part): Part {
  const stage = useStage();
  return useSyncExternalStore(stage.subscribe, () => select(stage.state()));
}

/** The lanes that are drawn: those that are on; all four while none is. */
export function useDrawnLanes(): readonly LaneName[] {
  const shown = useShownLanes();
  const key = useLab(({ snapshot }) => shown.filter((lane) => snapshot?.lanes[lane].on).join());
  return key === '' ? shown : (key.split(',') as LaneName[]);
}

/**
 * Renders anew so often, for what follows a picture that moves all the time; with a report, for each drawing of the page
 * costs, however little of it is new.
 */
export function useEvery(ms: number): void {
  useWithReports(() => Math.floor(performance.now() / ms));
}
