import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, type ReactNode, Suspense, useId, useRef } from 'react';
import classes from './explained.module.css';
import { insist } from './insist.ts';

// What places it beside its word is as much code as the lanes have, and nobody has asked for it yet.
const Explanation = lazy(async () => ({
  default: (await insist(() => import('./explanation.tsx'))).Explanation,
}));

type Props = {
  readonly children: ReactNode;
  readonly explanation: ReactNode;
  /** It stands in what scrolls by itself, which would cut the explanation off. */
  readonly inScroller?: boolean;
};

/** A word whose explanation opens by hover, focus or tap, and closes by Escape or by leaving it. */
export function Explained({ children, explanation, inScroller = false }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const root = useRef<HTMLSpanElement>(null);
  const id = useId();
  return (
    // The explanation stands inside, so the pointer has left only when it left both.
    <span ref={root} className={classes.root} onPointerEnter={openForMouse(open)} onPointerLeave={openForMouse(close)}>
      <UnstyledButton
        className={classes.term}
        aria-describedby={opened ? id : undefined}
        onFocus={open}
        onClick={open}
        onBlur={close}
        onKeyDown={({ key }) => key === 'Escape' && close()}
      >
        {children}
      </UnstyledButton>
      {opened && (
        <Suspense>
          <Explanation id={id} root={root} isFree={inScroller} onDismiss={close}>
            {explanation}
          </Explanation>
        </Suspense>
      )}
    </span>
  );
}

/** A finger enters and leaves with each tap; for it the click counts. */
function openForMouse(change: () => void) {
  return ({ pointerType }: { pointerType: string }) => {
    if (pointerType === 'mouse') change();
  };
}
