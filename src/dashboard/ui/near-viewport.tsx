import { type RefObject, useEffect, useState } from 'react';
import { useIsPrinted } from './use-is-printed.ts';

/** One screen ahead of the reader. */
const AHEAD = '100% 0%';

/**
 * Whether the element is on the screen or within `margin` of it, by its last look; while the page is printed all
 * are. `Element` is any that has a box.
 */
export function useNearViewport(element: RefObject<HTMLElement | null>, margin = AHEAD): boolean {
  const [isNear, setIsNear] = useState(false);
  const isPrinted = useIsPrinted();

  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((looks) => setIsNear(looks.at(-1)?.isIntersecting === true), {
      rootMargin: margin,
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, margin]);

  return isNear || isPrinted;
}
