import { useMemo, useRef, useState } from 'react';
import { Explained } from '../ui/explained.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { createLatestSender } from './latest-sender.ts';
import classes from './network.module.css';
import type { Condition } from './network-settings.ts';
import { bandwidthWords } from './network-words.ts';

type Props = {
  readonly condition: Condition;
  /** What is in effect; undefined while that is not known. */
  readonly value: number | undefined;
  /** Rejects when the value was refused. */
  readonly onChange: (value: number) => Promise<unknown>;
};

/** Four requests a second are as live as a person sees. */
const SEND_EVERY_MS = 250;

/** A setting on a slider, and beside it the number itself. */
export function SliderField({ condition: { label, unit, rule, scale, explanation }, value, onChange }: Props) {
  const [dragged, slide] = useLatest(onChange);
  const shown = dragged ?? value ?? 0;
  return (
    <div className={classes.slider}>
      <span className={classes.label}>
        <Explained explanation={explanation}>{label}</Explained>
      </span>
      <input
        type="range"
        className={classes.range}
        aria-label={`${label}, slider`}
        aria-valuetext={valueWords(shown, unit)}
        min={0}
        max={scale.steps}
        disabled={value === undefined}
        value={scale.stepOf(shown)}
        onChange={({ currentTarget }) => slide(scale.valueAt(currentTarget.valueAsNumber))}
      />
      <NumberField
        name={label}
        unit={unit}
        width="7.5rem"
        rule={rule}
        value={value === undefined ? undefined : shown}
        onCommit={onChange}
      />
    </div>
  );
}

/** Sends what the slider passes, a few times a second, and shows it until the last of it was answered. */
function useLatest(onChange: Props['onChange']): [dragged: number | undefined, slide: (value: number) => void] {
  const [dragged, setDragged] = useState<number>();
  const send = useRef(onChange);
  send.current = onChange;
  const sender = useMemo(
    () =>
      createLatestSender<number>(
        (value) => {
          const done = () => setDragged((latest) => (latest === value ? undefined : latest));
          send.current(value).then(done, done);
        },
        SEND_EVERY_MS,
        (run, ms) => setTimeout(run, ms),
      ),
    [],
  );
  return [
    dragged,
    (value) => {
      setDragged(value);
      sender.push(value);
    },
  ];
}

function valueWords(value: number, unit: string): string {
  return unit === 'kbit/s' ? bandwidthWords(value) : `${value} ${unit}`;
}
