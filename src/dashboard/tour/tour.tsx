import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useView } from '../address/view.ts';
import { useLab, useServices } from '../services.tsx';
import { onDemand } from '../ui/on-demand.tsx';
import { type Tour, TourContext, type TourState } from './tour-context.ts';
import { isTourDone, keepTourDone } from './visited.ts';

const TourCard = onDemand(async () => (await import('./tour-card.tsx')).TourCard);

const storage = () => localStorage;

/** Offers the tour on the first visit, once the lanes are there; it waits for nobody and blocks nothing. */
export function TourProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<TourState>('off');
  const { presenting, code } = useView();
  const { saved } = useServices();
  const isReady = useLab(({ snapshot }) => snapshot !== undefined) && !presenting && code === undefined;

  const [isDue, setIsDue] = useState(() => !isTourDone(storage));
  useEffect(() => {
    if (!isDue || !isReady || saved) return;
    const timer = setTimeout(() => setState('offered'), OFFER_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isDue, isReady, saved]);

  const tour = useMemo<Tour>(
    () => ({
      state,
      start: () => setState('asked'),
      end() {
        keepTourDone(storage);
        setIsDue(false);
        setState('off');
      },
    }),
    [state],
  );
  return (
    <TourContext value={tour}>
      {state !== 'off' && !presenting && <TourCard />}
      {children}
    </TourContext>
  );
}

/** The first look belongs to the page itself. */
const OFFER_AFTER_MS = 1_000;
