import { useEffect, useRef, useState } from 'react';

/** The value, but never another one sooner than `ms` after the last change, so that nothing flickers. */
export function useSteady<Value>(value: Value, ms: number): Value {
  const [steady, setSteady] = useState(value);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const leftMs = Math.max(0, changedAt.current + ms - performance.now());
    const timer = setTimeout(() => {
      changedAt.current = performance.now();
      setSteady(value);
    }, leftMs);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return steady;
}
