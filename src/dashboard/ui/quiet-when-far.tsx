import { createContext, type ReactNode, use, useRef } from 'react';
import { useNearViewport } from './near-viewport.tsx';

const FollowsContext = createContext(true);

/** Whether this part of the page is to follow what happens: not while it is more than a screen away from the reader. */
export function useFollows(): boolean {
  return use(FollowsContext);
}

/** Twelve panels that are drawn anew four times a second, of which one can be seen, cost what all of them do. */
export function QuietWhenFar({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNearViewport(place);
  return (
    <div ref={place}>
      <FollowsContext value={isNear}>{children}</FollowsContext>
    </div>
  );
}
