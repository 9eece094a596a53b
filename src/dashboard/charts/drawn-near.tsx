import { type ReactNode, useRef, useState } from 'react';
import { useNearViewport } from '../ui/near-viewport.tsx';

/** A chart is much of what the page has to draw each second: far from the reader it stays as it was last seen. */
export function DrawnNear({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNearViewport(place, '25% 0%');
  const [drawn, setDrawn] = useState<ReactNode>();
  if (isNear && drawn !== children) setDrawn(children);
  return (
    <div ref={place} style={{ height: '100%' }}>
      {drawn}
    </div>
  );
}
