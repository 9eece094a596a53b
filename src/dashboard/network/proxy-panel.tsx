import { Button } from '@mantine/core';
import { type ProxySettings, UPGRADES } from '../../protocol/network.ts';
import { useIsSaved } from '../services.tsx';
import { Explained } from '../ui/explained.tsx';
import { Segments } from '../ui/segments.tsx';
import { SettingField } from '../ui/setting-field.tsx';
import { Switch } from '../ui/switch.tsx';
import classes from './network.module.css';
import { PROXY_NUMBERS } from './network-settings.ts';
import { chosenProxy, PROXY_CHOICES } from './proxy-choices.ts';

type Props = {
  /** Undefined while it is not known. */
  readonly proxy: ProxySettings | undefined;
  /** Rejects when the change was refused. */
  readonly change: (part: Partial<ProxySettings>) => Promise<unknown>;
};

const UPGRADE_LABELS: Record<(typeof UPGRADES)[number], string> = {
  pass: 'Passed',
  refuse: 'Refused',
  hang: 'Hanging',
};
const UPGRADE_OPTIONS = UPGRADES.map((value) => ({ value, label: UPGRADE_LABELS[value] }));

/** A proxy that changes what the lanes see: most trouble with streams is one. */
export function ProxyPanel({ proxy, change }: Props) {
  const isSaved = useIsSaved();
  const chosen = proxy && chosenProxy(proxy);
  const choose = (part: Partial<ProxySettings>) => void change(part).catch(() => {});
  return (
    <section className={classes.panel} aria-labelledby="proxy-title">
      <h3 id="proxy-title">A proxy in the middle</h3>
      <p className={classes.note}>
        What stands in front of many a server, and does to a stream what nobody asked for. 0 is off.
      </p>
      <fieldset className={classes.fields} disabled={isSaved} aria-labelledby="proxy-title">
        <div className={classes.twoLines}>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen. */}
          <div className={classes.choices} role="group" aria-label="Proxies by name">
            {PROXY_CHOICES.map((choice) => (
              <Button
                key={choice.label}
                className={classes.choice ?? ''}
                variant="default"
                size="xs"
                aria-pressed={choice === chosen}
                disabled={proxy === undefined}
                onClick={() => choose(choice.settings)}
              >
                {choice.label}
              </Button>
            ))}
          </div>
          <p className={classes.chosen}>{proxy && (chosen?.words ?? 'Settings of your own.')}</p>
        </div>
        <div className={classes.row}>
          <div>
            <span className={classes.label} id="upgrade-label">
              <Explained explanation="A WebSocket begins with a request to switch protocols. A proxy that does not know it passes a plain request on, and the server refuses that; another never answers, and only a timeout tells.">
                Upgrades
              </Explained>
            </span>
            <div>
              <Segments
                aria-label="Upgrades"
                options={UPGRADE_OPTIONS}
                disabled={proxy === undefined}
                value={proxy?.upgrade ?? 'pass'}
                onChange={(upgrade) => choose({ upgrade })}
              />
            </div>
          </div>
          <div className={classes.switched}>
            <Switch
              aria-label="Keep-alive"
              color="var(--ink-soft)"
              disabled={proxy === undefined}
              on={proxy?.keepAlive ?? true}
              onFlip={(keepAlive) => choose({ keepAlive })}
            />
            <Explained explanation="Off: the connection is closed after each answer, so that each poll has to open one, with all the round trips that this takes.">
              Keep-alive
            </Explained>
          </div>
        </div>
        <div className={classes.numbers}>
          {PROXY_NUMBERS.map(({ name, ...setting }) => (
            <SettingField
              key={name}
              {...setting}
              value={proxy?.[name]}
              onCommit={(value) => change({ [name]: value })}
            />
          ))}
        </div>
      </fieldset>
    </section>
  );
}
