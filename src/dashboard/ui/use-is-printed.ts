import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is being printed, or shown as print. */
export function useIsPrinted(): boolean {
  const [isPrinted, setIsPrinted] = useState(() => matchMedia('print').matches);

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
