import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

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

function useIsPrinted(): boolean {
  const [isPrinted, setIsPrinted] = useState(false);

  useEffect(() => {
    const end = new AbortController();
    const options = { signal: end.signal };
    const print = matchMedia('print');
    // At once: when the listeners are through, the browser takes its picture.
    const set = (printed: boolean) => flushSync(() => setIsPrinted(printed));
    addEventListener('beforeprint', () => set(true), options);
    addEventListener('afterprint', () => set(false), options);
    print.addEventListener('change', ({ matches }) => set(matches), options);
    return () => end.abort();
  }, []);

  return isPrinted;
}
