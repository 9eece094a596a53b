import { Explained } from './explained.tsx';
import { NumberField } from './number-field.tsx';
import classes from './setting-field.module.css';

type Props = Pick<Parameters<typeof NumberField>[0], 'rule' | 'value' | 'onCommit'> & {
  readonly label: string;
  readonly unit: string;
  readonly explanation: string;
};

/** A number with its explanation in reach: the label is what opens it. */
export function SettingField({ label, unit, explanation, ...field }: Props) {
  return (
    <div className={classes.setting}>
      <span className={classes.label}>
        <Explained explanation={explanation}>{label}</Explained>
      </span>
      <NumberField name={label} unit={unit} width="100%" {...field} />
    </div>
  );
}
