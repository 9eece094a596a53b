import type { ComponentProps } from 'react';
import classes from './switch.module.css';

type Props = Pick<ComponentProps<'input'>, 'id' | 'aria-label' | 'disabled'> & {
  readonly on: boolean;
  readonly onFlip: (on: boolean) => void;
  /** Of the track while it is on. */
  readonly color: string;
};

/** On or off. */
export function Switch({ on, onFlip, color, ...input }: Props) {
  return (
    <input
      {...input}
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says itself whether it is checked.
      role="switch"
      className={classes.switch}
      style={{ color }}
      checked={on}
      onChange={({ currentTarget }) => onFlip(currentTarget.checked)}
    />
  );
}
