import { Popover } from '@mantine/core';
import { type ReactNode, type RefObject, useEffect } from 'react';
import classes from './explained.module.css';

type Props = {
  readonly id: string;
  /** The word and what explains it: a press outside of both closes it. */
  readonly root: RefObject<HTMLElement | null>;
  /** Placed on the screen, not in what is around it. */
  readonly isFree: boolean;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
};

/** What opens at a word; it is made only then, for a page has a hundred of them. */
export function Explanation({ id, root, isFree, onDismiss, children }: Props) {
  useEffect(() => {
    const end = new AbortController();
    const isOutside = ({ target }: Event) => !(target instanceof Node && root.current?.contains(target));
    addEventListener('pointerdown', (event) => isOutside(event) && onDismiss(), { signal: end.signal });
    return () => end.abort();
  }, [root, onDismiss]);

  return (
    <Popover
      opened
      closeOnClickOutside={false}
      withRoles={false}
      withinPortal={false}
      floatingStrategy={isFree ? 'fixed' : 'absolute'}
      width={300}
      position="bottom-start"
      // Without a gap the pointer can move onto the explanation without leaving it.
      offset={0}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown className={classes.explanation} role="tooltip" id={id}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
