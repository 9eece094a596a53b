import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';

type Props = {
  readonly label: string;
  /** Undefined where there is no neighbour. */
  readonly to: number | undefined;
  readonly onStep: (id: number | undefined) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** A step to a neighbouring event. Where there is none it says so and keeps the focus: the next one may come soon. */
export function StepButton({ label, to, onStep, onKeyDown }: Props) {
  const isEnd = to === undefined;
  return (
    <Button
      variant="default"
      size="xs"
      {...(isEnd && { 'aria-disabled': true, 'data-disabled': true })}
      onClick={() => onStep(to)}
      onKeyDown={onKeyDown}
    >
      {label}
    </Button>
  );
}
