import { NO_PROXY, type ProxySettings } from '../../protocol/network.ts';

export type ProxyChoice = { readonly label: string; readonly words: string; readonly settings: ProxySettings };

/** Proxies that people meet. Each is whole, so that choosing one leaves nothing of another. */
export const PROXY_CHOICES: readonly ProxyChoice[] = [
  { label: 'None', words: 'Nothing between the network and the server.', settings: NO_PROXY },
  {
    label: 'nginx as it comes',
    words:
      'Does not pass the upgrade on, buffers responses, and waits 60 s for a byte: what nginx does until it is told otherwise.',
    settings: { ...NO_PROXY, bufferBytes: 4_096, upgrade: 'refuse', idleTimeoutSeconds: 60 },
  },
  {
    label: 'Strict corporate proxy',
    words:
      'Reads every response whole, lets no upgrade through and does not say so, closes after each answer, and adds cookies of its own.',
    settings: {
      ...NO_PROXY,
      bufferBytes: 65_536,
      upgrade: 'hang',
      keepAlive: false,
      idleTimeoutSeconds: 30,
      maxResponseSeconds: 60,
      cookieBytes: 2_000,
    },
  },
  {
    label: 'Load balancer with short patience',
    words: 'Passes everything on, but ends what is silent for 10 s, and everything after 30 s.',
    settings: { ...NO_PROXY, idleTimeoutSeconds: 10, maxResponseSeconds: 30 },
  },
];

/** The choice that is in effect; undefined for settings of one's own. */
export function chosenProxy(settings: ProxySettings): ProxyChoice | undefined {
  const names = Object.keys(settings) as (keyof ProxySettings)[];
  return PROXY_CHOICES.find((choice) => names.every((name) => choice.settings[name] === settings[name]));
}
