import { Button } from '@mantine/core';
import { DEFAULT_LANE_SETTINGS } from '../../lab/messages.ts';
import { JITTERS, type SessionPolicy } from '../../protocol/session-policy.ts';
import { useIsSaved, useLab, useServices } from '../services.tsx';
import { Explained } from '../ui/explained.tsx';
import { Segments } from '../ui/segments.tsx';
import { SettingField } from '../ui/setting-field.tsx';
import { JITTER_WORDS, POLICY_SETTINGS } from './policy-settings.ts';
import classes from './survival.module.css';
import { WaitsFigure } from './waits-figure.tsx';

const JITTER_OPTIONS = JITTERS.map((value) => ({ value, label: JITTER_WORDS[value].label }));

/** The session's policy, and what follows from it. */
export function PolicySettings() {
  const { lab } = useServices();
  const policy = useLab((state) => state.settings.session);
  const isSaved = useIsSaved();
  const change = (part: Partial<SessionPolicy>) => lab.configure({ session: { ...policy, ...part } });
  return (
    <fieldset className={classes.group} disabled={isSaved} aria-label="The session’s policy">
      <h3>The session’s policy</h3>
      <div className={classes.fields}>
        {POLICY_SETTINGS.map(({ name, ...setting }) => (
          <SettingField key={name} {...setting} value={policy[name]} onCommit={(value) => change({ [name]: value })} />
        ))}
      </div>
      <div className={classes.jitter}>
        <span className={classes.label}>
          <Explained explanation={<JitterExplanation />}>Jitter</Explained>
        </span>
        <Segments
          aria-label="Jitter"
          options={JITTER_OPTIONS}
          value={policy.jitter}
          onChange={(jitter) => change({ jitter })}
        />
        <Button variant="default" size="xs" onClick={() => change(DEFAULT_LANE_SETTINGS.session)}>
          As at first
        </Button>
      </div>
      <p className={classes.jitterWords}>{JITTER_WORDS[policy.jitter].words}</p>
      <WaitsFigure policy={policy} />
    </fieldset>
  );
}

function JitterExplanation() {
  return (
    <>
      How the wait is drawn from its bound, by the names and formulae of M. Brooker, “Exponential Backoff And Jitter”,
      AWS Architecture Blog, 2015.
      {JITTERS.map((jitter) => (
        <span key={jitter} className={classes.line}>
          <strong>{JITTER_WORDS[jitter].label}.</strong> {JITTER_WORDS[jitter].words}
        </span>
      ))}
    </>
  );
}
