import { useLab, useServices } from './services.tsx';

/** Reads the server's time, ms, by the page's clock and how far it is off. In a saved run it is when that was saved. */
export function useServerNow(): () => number {
  const { saved } = useServices();
  const offsetMs = useLab((state) => state.snapshot?.clock?.offsetMs ?? 0);
  return () => (saved ? Date.parse(saved.savedAt) : performance.timeOrigin + performance.now()) + offsetMs;
}
