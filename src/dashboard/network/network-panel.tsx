import { type Network, networkSchema } from '../../protocol/network.ts';
import { ruleOf } from '../number-rule.ts';
import { RefusalNotice } from '../panels/refusal-notice.tsx';
import { useChangeExperiment, useExperiment } from '../queries.ts';
import { useIsSaved } from '../services.tsx';
import { Explained } from '../ui/explained.tsx';
import { SettingField } from '../ui/setting-field.tsx';
import { Switch } from '../ui/switch.tsx';
import classes from './network.module.css';
import { CONDITIONS } from './network-settings.ts';
import { NetworkState } from './network-state.tsx';
import { PresetSources, Presets } from './presets.tsx';
import { ProxyPanel } from './proxy-panel.tsx';
import { SliderField } from './slider-field.tsx';

const SEED = ruleOf(networkSchema.shape.seed);

/** What stands between the server and the lanes: the wire and a proxy. The settings are the server's, for everybody. */
export function NetworkPanel() {
  const network = useExperiment()?.network;
  const { mutateAsync } = useChangeExperiment();
  const isSaved = useIsSaved();
  const change = (part: Partial<Network>) => mutateAsync({ network: part });
  /** Of what shows a refusal nowhere but in the notice. */
  const choose = (part: Partial<Network>) => void change(part).catch(() => {});
  return (
    <div className={classes.panels}>
      <div className={classes.panel}>
        <p className={classes.note}>
          Bent at the sockets of the streams, both ways, live and for all lanes at once. This page and its controls are
          never slowed.
        </p>
        <fieldset className={classes.fields} disabled={isSaved} aria-labelledby="network-title">
          <Presets network={network} onChoose={choose} />
          <div className={classes.sliders}>
            {CONDITIONS.map((condition) => (
              <SliderField
                key={condition.name}
                condition={condition}
                value={network?.[condition.name]}
                onChange={(value) => change({ [condition.name]: value })}
              />
            ))}
          </div>
          <div className={classes.row}>
            <div className={classes.switched}>
              <Switch
                aria-label="TLS"
                color="var(--ink-soft)"
                disabled={network === undefined}
                on={network?.tls ?? false}
                onFlip={(tls) => choose({ tls })}
              />
              <Explained explanation="A new connection costs one more round trip before its first byte, as the handshake of TLS 1.3 does. Nothing is encrypted.">
                TLS
              </Explained>
            </div>
            <div className={classes.seed}>
              <SettingField
                label="Network seed"
                unit=""
                rule={SEED}
                value={network?.seed}
                explanation="Of the chances of jitter, loss and errors: the same seed gives the same chances again."
                onCommit={(seed) => change({ seed })}
              />
            </div>
          </div>
        </fieldset>
        <NetworkState />
        <PresetSources />
      </div>
      <ProxyPanel proxy={network?.proxy} change={(proxy) => mutateAsync({ network: { proxy } })} />
      <div className={classes.wide}>
        <RefusalNotice of="network" />
      </div>
    </div>
  );
}
