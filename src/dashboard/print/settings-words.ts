import { DEFAULT_LANE_SETTINGS, type LaneSettings } from '../../lab/messages.ts';
import { type Arrivals, DEFAULT_PUBLISHER, type PublisherSettings } from '../../protocol/experiment.ts';
import { type Network, NO_CONDITIONS, type ProxySettings } from '../../protocol/network.ts';
import { chosenPreset } from '../network/chosen-preset.ts';
import { CONDITIONS, PROXY_NUMBERS } from '../network/network-settings.ts';
import { bandwidthWords } from '../network/network-words.ts';
import { chosenProxy } from '../network/proxy-choices.ts';
import { JITTER_WORDS, POLICY_SETTINGS } from '../survival/policy-settings.ts';

/** A setting that is not as it comes, and what it comes as. */
export type ChangedSetting = { readonly label: string; readonly value: string; readonly usual: string };

export type SettingsGroup = {
  readonly title: string;
  /** The name of the whole, where it has one: "Slow 4G". */
  readonly name: string | undefined;
  readonly changed: readonly ChangedSetting[];
};

export type Settings = {
  readonly publisher: PublisherSettings;
  readonly network: Network;
  readonly lanes: LaneSettings;
};

/** All that can be set, group by group, with what differs from the default and nothing else. */
export function settingsGroups({ publisher, network, lanes }: Settings): readonly SettingsGroup[] {
  return [
    { title: 'Publisher', name: undefined, changed: changedOf(PUBLISHER, publisher, DEFAULT_PUBLISHER) },
    { title: 'Lanes', name: undefined, changed: changedOf(LANES, lanes, DEFAULT_LANE_SETTINGS) },
    {
      title: 'Session policy',
      name: undefined,
      changed: changedOf(POLICY, lanes.session, DEFAULT_LANE_SETTINGS.session),
    },
    { title: 'Network', name: chosenPreset(network)?.label, changed: changedOf(NETWORK, network, NO_CONDITIONS) },
    {
      title: 'Proxy',
      name: chosenProxy(network.proxy)?.label,
      changed: changedOf(PROXY, network.proxy, NO_CONDITIONS.proxy),
    },
  ];
}

type Words<Value> = (value: Value) => string;
type Told<Values> = {
  [Name in keyof Values]?: { readonly label: string; readonly words: Words<Values[Name]> };
};

function changedOf<Values>(told: Told<Values>, values: Values, usual: Values): ChangedSetting[] {
  return (Object.keys(told) as (keyof Values)[]).flatMap((name) => {
    const setting = told[name];
    if (!setting || values[name] === usual[name]) return [];
    return [{ label: setting.label, value: setting.words(values[name]), usual: setting.words(usual[name]) }];
  });
}

/** A number with its unit; zero in a word, where it stands for something else. */
function inUnit(unit: string, zero?: string): Words<number> {
  return (value) => {
    if (value === 0 && zero !== undefined) return zero;
    const number = value.toLocaleString('en', { maximumFractionDigits: 3 });
    return unit === '' ? number : `${number}\u00a0${unit}`;
  };
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}

const UPGRADE_WORDS: Record<ProxySettings['upgrade'], string> = { pass: 'passed', refuse: 'refused', hang: 'hanging' };

/** What a zero of the policy means. */
const POLICY_ZERO: Partial<Record<keyof LaneSettings['session'], string>> = {
  maxTries: 'no limit',
  breakerThreshold: 'never',
  maxRetryAfterMs: 'not obeyed',
};

const ARRIVAL_WORDS: Record<Arrivals, string> = { steady: 'steady', poisson: 'Poisson', bursty: 'bursty' };

const PUBLISHER: Told<PublisherSettings> = {
  running: { label: 'Publishing', words: (running) => (running ? 'running' : 'paused') },
  ratePerSecond: { label: 'Rate', words: inUnit('events a second') },
  arrivals: { label: 'Arrivals', words: (arrivals) => ARRIVAL_WORDS[arrivals] },
  payloadBytes: { label: 'Payload', words: inUnit('B') },
  seed: { label: 'Seed', words: String },
};

const LANES: Told<LaneSettings> = {
  pollIntervalMs: { label: 'Poll interval', words: inUnit('ms') },
  holdSeconds: { label: 'Long-poll hold', words: inUnit('s') },
  patienceSeconds: { label: 'Patience of a poll', words: inUnit('s') },
  silenceSeconds: { label: 'Watchdog for silence', words: inUnit('s', 'none') },
};

const POLICY: Told<LaneSettings['session']> = {
  ...Object.fromEntries(
    POLICY_SETTINGS.map(({ name, label, unit }) => [name, { label, words: inUnit(unit, POLICY_ZERO[name]) }]),
  ),
  jitter: { label: 'Jitter', words: (jitter) => JITTER_WORDS[jitter].label.toLowerCase() },
};

const NETWORK: Told<Network> = {
  ...Object.fromEntries(CONDITIONS.map(({ name, label, unit }) => [name, { label, words: inUnit(unit) }])),
  downKbitPerSecond: { label: 'Bandwidth down', words: bandwidthWords },
  upKbitPerSecond: { label: 'Bandwidth up', words: bandwidthWords },
  tls: { label: 'TLS', words: onOff },
  seed: { label: 'Seed of the chances', words: String },
};

const PROXY: Told<ProxySettings> = {
  ...Object.fromEntries(PROXY_NUMBERS.map(({ name, label, unit }) => [name, { label, words: inUnit(unit, 'off') }])),
  upgrade: { label: 'Upgrades', words: (upgrade) => UPGRADE_WORDS[upgrade] },
  keepAlive: { label: 'Keep-alive', words: onOff },
};
