import { laneSettingsSchema } from '../../protocol/lane-settings.ts';
import { ruleOf } from '../number-rule.ts';
import { useLab, useServices } from '../services.tsx';
import { NumberField } from '../ui/number-field.tsx';
import classes from './controls-panel.module.css';

const POLL_INTERVAL = ruleOf(laneSettingsSchema.shape.pollIntervalMs);
const HOLD = ruleOf(laneSettingsSchema.shape.holdSeconds);

/** What this page's lanes do: the settings belong to the page. */
export function LaneControls() {
  const { lab } = useServices();
  const { pollIntervalMs, holdSeconds } = useLab((state) => state.settings);
  return (
    <fieldset className={classes.group}>
      <legend>Polling lanes</legend>
      <NumberField
        label="Poll interval"
        width="5.5rem"
        unit="ms"
        rule={POLL_INTERVAL}
        value={pollIntervalMs}
        onCommit={(value) => lab.configure({ pollIntervalMs: value })}
      />
      <NumberField
        label="Long-poll hold"
        width="5.5rem"
        unit="s"
        rule={HOLD}
        value={holdSeconds}
        onCommit={(value) => lab.configure({ holdSeconds: value })}
      />
    </fieldset>
  );
}
