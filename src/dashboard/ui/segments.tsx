import { type ReactNode, useId } from 'react';
import classes from './segments.module.css';

type Props<Value> = {
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  /** None is chosen while it is undefined. */
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
};

/** One of a few, all of them in sight: radio buttons side by side. Where the chosen one is needs no measuring. */
export function Segments<Value extends string | number>(props: Props<Value>) {
  const { options, value: chosen, onChange, disabled = false, className = '' } = props;
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={props['aria-label']}
      aria-labelledby={props['aria-labelledby']}
      className={`${classes.segments} ${className}`}
    >
      {options.map(({ value, label }) => (
        <label key={value} className={classes.segment}>
          <input
            type="radio"
            className={classes.input}
            name={name}
            value={value}
            checked={value === chosen}
            disabled={disabled}
            onChange={() => onChange(value)}
          />
          <span className={classes.label}>{label}</span>
        </label>
      ))}
    </div>
  );
}
