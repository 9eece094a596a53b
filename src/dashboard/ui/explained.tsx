import { Popover, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useId } from 'react';
import classes from './explained.module.css';

/** A word whose explanation opens by hover, focus or tap, and closes by Escape or by leaving it. */
export function Explained({ children, explanation }: { children: ReactNode; explanation: ReactNode }) {
  const [opened, { open, close }] = useDisclosure(false);
  const id = useId();
  return (
    <Popover
      opened={opened}
      onDismiss={close}
      withRoles={false}
      withinPortal={false}
      width={300}
      position="bottom-start"
      // Without a gap the pointer can move onto the explanation without leaving it.
      offset={0}
      transitionProps={{ duration: 0 }}
    >
      {/* The dropdown stands inside, so the pointer has left only when it left both. */}
      <span className={classes.root} onPointerEnter={openForMouse(open)} onPointerLeave={openForMouse(close)}>
        <Popover.Target>
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
        </Popover.Target>
        <Popover.Dropdown className={classes.explanation} role="tooltip" id={id}>
          {explanation}
        </Popover.Dropdown>
      </span>
    </Popover>
  );
}

/** A finger enters and leaves with each tap; for it the click counts. */
function openForMouse(change: () => void) {
  return ({ pointerType }: { pointerType: string }) => {
    if (pointerType === 'mouse') change();
  };
}
