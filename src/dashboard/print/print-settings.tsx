import type { LaneSettings } from '../../lab/messages.ts';
import type { Experiment } from '../../protocol/experiment.ts';
import classes from './print-report.module.css';
import { type SettingsGroup, settingsGroups } from './settings-words.ts';

type Props = { readonly experiment: Experiment | undefined; readonly lanes: LaneSettings };

/** What was set, as far as it is not as it comes. */
export function PrintSettings({ experiment, lanes }: Props) {
  const groups = experiment && settingsGroups({ publisher: experiment.publisher, network: experiment.network, lanes });
  return (
    <section aria-labelledby="print-settings-title">
      <h2 id="print-settings-title">Settings</h2>
      {groups ? (
        <>
          <p className={classes.note}>What differs from the defaults, which stand in brackets.</p>
          <dl className={classes.settings}>
            {groups.map((group) => (
              <Group key={group.title} {...group} />
            ))}
          </dl>
        </>
      ) : (
        <p className={classes.note}>The server has not told them.</p>
      )}
    </section>
  );
}

function Group({ title, name, changed }: SettingsGroup) {
  return (
    <div>
      <dt>
        {title}
        {changed.length > 0 && name !== undefined && `: ${name}`}
      </dt>
      {changed.length === 0 && <dd className={classes.note}>all as by default</dd>}
      {changed.map(({ label, value, usual }) => (
        <dd key={label}>
          {label} <strong>{value}</strong> <span className={classes.note}>({usual})</span>
        </dd>
      ))}
    </div>
  );
}
