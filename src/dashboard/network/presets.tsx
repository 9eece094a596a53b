import { Button } from '@mantine/core';
import type { Network } from '../../protocol/network.ts';
import { NETWORK_PRESETS, type NetworkPreset } from '../../protocol/network-presets.ts';
import { chosenPreset } from './chosen-preset.ts';
import classes from './network.module.css';
import { conditionsWords } from './network-words.ts';

type Props = { readonly network: Network | undefined; readonly onChoose: (conditions: Partial<Network>) => void };

/** Networks that people know, by name; under them what the one that is chosen consists of. */
export function Presets({ network, onChoose }: Props) {
  const chosen = network && chosenPreset(network);
  return (
    <div className={classes.oneLine}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen. */}
      <div className={classes.choices} role="group" aria-label="Networks by name">
        {NETWORK_PRESETS.map((preset) => (
          <Button
            key={preset.name}
            className={classes.choice ?? ''}
            variant="default"
            size="xs"
            aria-pressed={preset === chosen}
            disabled={network === undefined}
            onClick={() => onChoose(preset.conditions)}
          >
            {preset.label}
          </Button>
        ))}
      </div>
      <p className={classes.chosen}>{network && (chosen ? figures(chosen) : 'Conditions of your own.')}</p>
    </div>
  );
}

/** Where the figures of the presets are from. */
export function PresetSources() {
  return (
    <details className={classes.details}>
      <summary>Where the figures of these networks are from</summary>
      <dl className={classes.sources}>
        {NETWORK_PRESETS.map((preset) => (
          <div key={preset.name}>
            <dt>{preset.label}</dt>
            <dd>
              {figures(preset)}{' '}
              {preset.source && (
                <a href={preset.source.url} target="_blank" rel="noreferrer">
                  {preset.source.text}
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function figures({ conditions }: NetworkPreset): string {
  const words = conditionsWords({ ...conditions });
  return words === '' ? 'Nothing added.' : `${words}.`;
}
