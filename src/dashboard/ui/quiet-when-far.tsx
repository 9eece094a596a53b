import { createContext, type ReactNode, use, useRef } from 'react';
import { useNearViewport } from './near-viewport.tsx';
import classes from './quiet-when-far.module.css';

const FollowsContext = createContext(true);

/** Whether this part of the page is to follow what happens: not while it is more than a screen away from the reader. */
export function useFollows(): boolean {
  return use(FollowsContext);
}

type Props = {
  /** It tells what was, so it has to see all of that: it follows, and is not drawn. */
  readonly remembers: boolean;
  readonly children: ReactNode;
};

/** Every panel that is open would be drawn anew with each report, though only one or two of them can be seen. */
export function QuietWhenFar({ remembers, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNearViewport(place);
  return (
    <div ref={place} className={classes.quiet}>
      <FollowsContext value={isNear || remembers}>{children}</FollowsContext>
    </div>
  );
}
