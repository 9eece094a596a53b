import { nodePlatform } from '../../src/client/platform-node.ts';
import { DEFAULT_TRANSPORT_CONFIG, type TransportConfig } from '../../src/client/transport.ts';
import { CLIENT_TRANSPORTS } from '../../src/client/transports/index.ts';
import { LAB_CHANNEL } from '../../src/protocol/event.ts';
import type { Transport } from '../../src/protocol/transports.ts';
import { type Run, startRun } from '../../src/testing/contract/run.ts';

/** One attempt of a transport's real client, from the first event on. */
export function receive(transport: Transport, baseUrl: string, config: Partial<TransportConfig> = {}): Run {
  const whole = {
    ...DEFAULT_TRANSPORT_CONFIG,
    ...{ baseUrl, channel: LAB_CHANNEL, client: clientOf(transport), pollIntervalMs: 20 },
    ...config,
  };
  const client = CLIENT_TRANSPORTS[transport](whole, nodePlatform);
  return startRun({
    config: whole,
    now: nodePlatform.now,
    inside: undefined,
    leaks: () => [],
    start: (observer, signal) => client.run({ cursor: { id: 0 }, observer, signal }),
    waitFor: (_what, promise) => promise,
  });
}

/** Its name in the lab's ledger. */
export const clientOf = (transport: Transport): string => `a-${transport}`;
