import { useEffect } from 'react';
import { lanesOn } from '../address/apply.ts';
import { useServices } from '../services.tsx';

/** Switches this page's lanes off for as long as it is used, and those that were on back on afterwards. */
export function useLanesPaused(): void {
  const { lab } = useServices();
  useEffect(() => {
    const on = lanesOn(lab.state());
    for (const lane of on) lab.switchLane(lane, false);
    return () => {
      for (const lane of on) lab.switchLane(lane, true);
    };
  }, [lab]);
}
