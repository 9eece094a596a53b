import { type CSSProperties, type ReactNode, useId } from 'react';
import classes from './field.module.css';

type Props = {
  /** Above the field. One whose label stands elsewhere says its name itself. */
  readonly label?: ReactNode;
  /** Below the field: what is wrong with what stands in it. */
  readonly error?: ReactNode;
  /** In the field, at its end. */
  readonly unit?: ReactNode;
  /** Default: room for two characters. */
  readonly unitWidth?: string | undefined;
  readonly width?: string;
  readonly className?: string | undefined;
  /** The input or select, with these attributes. */
  readonly children: (attributes: Attributes) => ReactNode;
};

type Attributes = {
  readonly id: string;
  readonly className: string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
};

/** What stands around a field: its label, its unit, and what is wrong. */
export function Field({ label, error, unit, unitWidth = '1.875rem', width, className, children }: Props) {
  const id = useId();
  const errorId = `${id}-error`;
  return (
    <div className={className} style={{ width }}>
      {label !== undefined && (
        <label className={classes.label} htmlFor={id}>
          {label}
        </label>
      )}
      <span
        className={classes.box}
        data-wrong={error ? true : undefined}
        style={unit ? ({ '--unit-width': unitWidth } as CSSProperties) : {}}
      >
        {children({
          id,
          className: classes.input,
          'aria-invalid': error ? true : undefined,
          'aria-describedby': error ? errorId : undefined,
        })}
        {unit && <span className={classes.unit}>{unit}</span>}
      </span>
      {error && (
        <p className={classes.error} id={errorId}>
          {error}
        </p>
      )}
    </div>
  );
}
