import { Button } from '@mantine/core';
import { useState } from 'react';
import { badDayRequestSchema } from '../../protocol/faults.ts';
import { ruleOf } from '../number-rule.ts';
import { useIsSaved } from '../services.tsx';
import { SettingField } from '../ui/setting-field.tsx';
import { BadDayTimeline } from './bad-day-timeline.tsx';
import classes from './faults.module.css';
import { useBadDay, type useFaultCommands } from './use-faults.ts';

const { shape } = badDayRequestSchema;
const RULES = {
  seed: ruleOf(shape.seed.unwrap()),
  seconds: ruleOf(shape.seconds.unwrap()),
  faults: ruleOf(shape.faults.unwrap()),
};
const DEFAULTS = badDayRequestSchema.parse({});

/** A list of faults, the same every time, and its timeline while it is played. */
export function BadDayControls({ commands: { play, end } }: { commands: ReturnType<typeof useFaultCommands> }) {
  const [request, setRequest] = useState(DEFAULTS);
  const badDay = useBadDay();
  const isSaved = useIsSaved();
  const field = (name: keyof typeof RULES) => ({
    rule: RULES[name],
    value: request[name],
    onCommit: (value: number) => setRequest((before) => ({ ...before, [name]: value })),
  });
  const error = play.error ?? end.error;
  return (
    <>
      <fieldset className={classes.badDay} disabled={isSaved} aria-label="A bad day">
        <SettingField
          label="Bad day, seed"
          unit=""
          explanation="The same seed, length and number give the same faults at the same times, so that two policies can be put through the same day."
          {...field('seed')}
        />
        <SettingField label="Length" unit="s" explanation="How long the bad day lasts." {...field('seconds')} />
        <SettingField label="Faults in it" unit="" explanation="How many faults it has." {...field('faults')} />
        <Button
          variant="default"
          size="xs"
          // Not `disabled`, which would lose the focus of whoever pressed it.
          {...(badDay && { 'aria-disabled': true, 'data-disabled': true })}
          onClick={() => badDay || play.mutate(request, { onSettled: () => end.reset() })}
        >
          Play a bad day
        </Button>
        {/* Always at hand: a fault that lasts may be of the run before. Ending nothing does no harm. */}
        <Button variant="default" size="xs" onClick={() => end.mutate(undefined, { onSettled: () => play.reset() })}>
          End it
        </Button>
      </fieldset>
      <BadDayTimeline badDay={badDay ?? undefined} />
      <p role="alert" className={classes.refusal}>
        {error && `The server refused: ${error.message}.`}
      </p>
    </>
  );
}
