import type { PublisherSettings } from '../protocol/experiment.ts';
import { RefusedError } from './api.ts';
import type { PublisherChange } from './publisher-change.ts';

const LABELS: Record<keyof PublisherSettings, string> = {
  running: 'the change of the pause',
  ratePerSecond: 'the rate',
  arrivals: 'the arrivals',
  payloadBytes: 'the payload',
  seed: 'the seed',
};

/** What the server refused and what it allows, in one line. */
export function refusalWords(change: PublisherChange, error: Error): string {
  const asked = Object.entries(change).map(([name, value]) => {
    const label = LABELS[name as keyof PublisherSettings];
    return typeof value === 'boolean' ? label : `${label} “${value}”`;
  });
  const what = asked.join(' and ');
  return error instanceof RefusedError
    ? `The server refused ${what}: ${error.message}. The setting before stays in effect.`
    : `The server did not get ${what}: ${error.message}. The setting before is shown.`;
}
