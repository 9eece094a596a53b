import { DEFAULT_TRANSPORT_CONFIG, type TransportConfig } from '../client/transport.ts';
import { LAB_CHANNEL } from '../protocol/event.ts';
import { DEFAULT_SESSION_POLICY, type SessionPolicy } from '../protocol/session-policy.ts';
import type { LaneSettings } from './messages.ts';

type Sources = {
  readonly baseUrl: string;
  /** Names the lane in the server's ledger. */
  client(): string;
  settings(): LaneSettings;
};

/** The settings as the transports want them; each is read when it is needed, so a change reaches lanes that run. */
export function laneConfig({ baseUrl, client, settings }: Sources): TransportConfig {
  return {
    ...DEFAULT_TRANSPORT_CONFIG,
    baseUrl,
    channel: LAB_CHANNEL,
    get client() {
      return client();
    },
    get pollIntervalMs() {
      return settings().pollIntervalMs;
    },
    get holdSeconds() {
      return settings().holdSeconds;
    },
    get patienceMs() {
      return settings().patienceSeconds * 1_000;
    },
    get silenceTimeoutMs() {
      return settings().silenceSeconds * 1_000;
    },
  };
}

/** The session's policy, each field read when it is needed. */
export function livePolicy(settings: () => LaneSettings): SessionPolicy {
  const names = Object.keys(DEFAULT_SESSION_POLICY) as (keyof SessionPolicy)[];
  const fields = names.map((name) => [name, { enumerable: true, get: () => settings().session[name] }]);
  return Object.defineProperties({}, Object.fromEntries(fields)) as SessionPolicy;
}
