import { Button } from '@mantine/core';
import classes from './controls-panel.module.css';

/** About even steps on a logarithmic scale, from a rare event to a flood. */
const PRESETS = [0.1, 1, 5, 20, 100, 1000] as const;

export function RatePresets({ rate, onChoose }: { rate: number | undefined; onChoose: (rate: number) => void }) {
  return (
    <div className={classes.labelled}>
      <span className={classes.label} id="presets-label">
        Events a second
      </span>
      <Button.Group aria-labelledby="presets-label">
        {PRESETS.map((preset) => (
          <Button
            key={preset}
            className={classes.preset ?? ''}
            variant="default"
            size="xs"
            px="0.4rem"
            aria-pressed={rate === preset}
            disabled={rate === undefined}
            onClick={() => onChoose(preset)}
          >
            {preset}
          </Button>
        ))}
      </Button.Group>
    </div>
  );
}
