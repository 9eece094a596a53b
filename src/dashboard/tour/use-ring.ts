import { useEffect } from 'react';

/**
 * Puts a ring around the part of the page that is spoken of, and brings it into view when `scrolls`: a first visit is
 * not moved away from where it is.
 */
export function useRing(target: string | undefined, ring: string | undefined, scrolls: boolean): void {
  useEffect(() => {
    const part = target === undefined ? null : document.querySelector(target);
    if (!part || ring === undefined) return;
    part.classList.add(ring);
    if (scrolls) {
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
      part.scrollIntoView({ block: 'start', behavior: isStill ? 'auto' : 'smooth' });
    }
    return () => part.classList.remove(ring);
  }, [target, ring, scrolls]);
}
