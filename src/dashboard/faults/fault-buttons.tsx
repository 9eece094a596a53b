import { Button } from '@mantine/core';
import { useState } from 'react';
import { type FaultRequest, faultRequestSchema } from '../../protocol/faults.ts';
import { ruleOf } from '../number-rule.ts';
import { useIsSaved, useLab } from '../services.tsx';
import { SettingField } from '../ui/setting-field.tsx';
import { causedWords, faultWords } from './fault-words.ts';
import classes from './faults.module.css';
import type { useFaultCommands } from './use-faults.ts';

const [, outageSchema, , restartSchema] = faultRequestSchema.options;
const OUTAGE = ruleOf(outageSchema.shape.seconds.unwrap());
const RESTART = ruleOf(restartSchema.shape.seconds.unwrap());

const DEFAULT_OUTAGE_S = 5;
const DEFAULT_RESTART_S = 2;

/** A button for each fault; those that last have their length beside them. */
export function FaultButtons({ commands: { cause } }: { commands: ReturnType<typeof useFaultCommands> }) {
  const [outageSeconds, setOutageSeconds] = useState(DEFAULT_OUTAGE_S);
  const [restartSeconds, setRestartSeconds] = useState(DEFAULT_RESTART_S);
  const isSaved = useIsSaved();
  const client = useLab((state) => state.snapshot?.run.client);
  const [pressedIn, setPressedIn] = useState<string>();
  const isOfThisRun = !isSaved && pressedIn === client;
  const press = (fault: FaultRequest) => {
    setPressedIn(client);
    cause.mutate(fault);
  };
  const button = (label: string, fault: FaultRequest) => (
    <Button variant="default" size="xs" onClick={() => press(fault)}>
      {label}
    </Button>
  );
  return (
    <>
      <fieldset className={classes.buttons} disabled={isSaved} aria-label="Cause a fault">
        {button('Cut with FIN', { kind: 'cut', how: 'fin' })}
        {button('Cut with RST', { kind: 'cut', how: 'rst' })}
        {button('Silent stall', { kind: 'stall' })}
        <div className={classes.lasting}>
          <SettingField
            label="Outage lasts"
            unit="s"
            rule={OUTAGE}
            value={outageSeconds}
            explanation="Every connection is reset, and so is each new one, for so long."
            onCommit={setOutageSeconds}
          />
          {button('Outage', { kind: 'outage', seconds: outageSeconds })}
        </div>
        <div className={classes.lasting}>
          <SettingField
            label="Restart takes"
            unit="s"
            rule={RESTART}
            value={restartSeconds}
            explanation="The streams are told that the server ends; it is away for so long, and comes back with an empty log: a new epoch, which every lane is told of as a gap."
            onCommit={setRestartSeconds}
          />
          {button('Restart', { kind: 'restart', seconds: restartSeconds })}
        </div>
      </fieldset>
      <p role="status" className={classes.told}>
        {isOfThisRun && cause.data && !cause.error && causedWords(cause.data)}
      </p>
      <p role="alert" className={classes.refusal}>
        {isOfThisRun && cause.error && `${faultWords(cause.variables)} was not caused: ${cause.error.message}.`}
      </p>
    </>
  );
}
