import { Input, type InputProps } from '@mantine/core';
import { type ComponentProps, type ReactNode, useId } from 'react';
import classes from './text-field.module.css';

type Props = Omit<InputProps, 'error'> &
  Pick<
    ComponentProps<'input'>,
    'value' | 'onChange' | 'onBlur' | 'onKeyDown' | 'inputMode' | 'maxLength' | 'placeholder' | 'aria-label'
  > & {
    /** Above the field; one that stands elsewhere is said by `aria-label`. */
    readonly label?: ReactNode;
    /** Below the field: what is wrong with what stands in it. */
    readonly error?: ReactNode;
    readonly width?: string;
  };

/**
 * One line of text. Mantine's own TextInput is drawn twice at first, for it makes its ids in an effect; and with many of
 * them the page stands still for as long as that takes.
 */
export function TextField({ label, error, width, className = '', ...input }: Props) {
  const id = useId();
  const errorId = `${id}-error`;
  return (
    <div className={className} style={{ width }}>
      {label !== undefined && (
        <label className={classes.label} htmlFor={id}>
          {label}
        </label>
      )}
      <Input
        {...input}
        classNames={{ section: classes.section ?? '' }}
        id={id}
        size="xs"
        autoComplete="off"
        error={Boolean(error)}
        withAria={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
      />
      {error && (
        <p className={classes.error} id={errorId}>
          {error}
        </p>
      )}
    </div>
  );
}
