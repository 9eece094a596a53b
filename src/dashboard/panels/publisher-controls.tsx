import { type Arrivals, type PublisherSettings, publisherSchema } from '../../protocol/experiment.ts';
import { ruleOf } from '../number-rule.ts';
import { useChangeExperiment, useExperiment } from '../queries.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Segments } from '../ui/segments.tsx';
import classes from './controls-panel.module.css';
import { RatePresets } from './rate-presets.tsx';

const RULES = {
  ratePerSecond: ruleOf(publisherSchema.shape.ratePerSecond),
  payloadBytes: ruleOf(publisherSchema.shape.payloadBytes),
  seed: ruleOf(publisherSchema.shape.seed),
};

const ARRIVALS: { value: Arrivals; label: string }[] = [
  { value: 'steady', label: 'Steady' },
  { value: 'poisson', label: 'Poisson' },
  { value: 'bursty', label: 'Bursty' },
];

/** What the server publishes: the settings belong to the server and are the same for everybody. */
export function PublisherControls() {
  const publisher = useExperiment()?.publisher;
  const { mutate, mutateAsync } = useChangeExperiment();

  const field = (name: keyof typeof RULES) => ({
    rule: RULES[name],
    value: publisher?.[name],
    onCommit: (value: number) => mutateAsync({ publisher: { [name]: value } satisfies Partial<PublisherSettings> }),
  });

  return (
    <fieldset className={classes.group}>
      <legend>Publisher</legend>
      <NumberField label="Rate" unit="/s" width="5rem" {...field('ratePerSecond')} />
      <RatePresets
        rate={publisher?.ratePerSecond}
        onChoose={(ratePerSecond) => mutate({ publisher: { ratePerSecond } })}
      />
      <div className={classes.labelled}>
        <span className={classes.label} id="arrivals-label">
          Arrivals
        </span>
        <Segments
          aria-labelledby="arrivals-label"
          options={ARRIVALS}
          disabled={publisher === undefined}
          value={publisher?.arrivals ?? 'steady'}
          onChange={(arrivals) => mutate({ publisher: { arrivals } })}
        />
      </div>
      <NumberField label="Payload" unit="B" width="5.25rem" {...field('payloadBytes')} />
      <NumberField label="Seed" width="6rem" {...field('seed')} />
    </fieldset>
  );
}
