import type { ExperimentPatch } from '../protocol/experiment.ts';
import { RefusedError } from './api.ts';
import { changedSettings } from './experiment-change.ts';

/** What the settings are called in a sentence. */
const LABELS: Readonly<Record<string, string>> = {
  'publisher.running': 'the change of the pause',
  'publisher.ratePerSecond': 'the rate',
  'publisher.arrivals': 'the arrivals',
  'publisher.payloadBytes': 'the payload',
  'publisher.seed': 'the seed',
  'network.rttMs': 'the round trip',
  'network.jitterMs': 'the jitter',
  'network.upKbitPerSecond': 'the bandwidth up',
  'network.downKbitPerSecond': 'the bandwidth down',
  'network.lossPercent': 'the loss',
  'network.tls': 'the change of TLS',
  'network.seed': 'the network’s seed',
  'network.proxy.bufferBytes': 'the buffer',
  'network.proxy.idleTimeoutSeconds': 'the idle timeout',
  'network.proxy.maxResponseSeconds': 'the longest response',
  'network.proxy.upgrade': 'the upgrades',
  'network.proxy.keepAlive': 'the change of keep-alive',
  'network.proxy.cookieBytes': 'the cookies',
  'network.proxy.requestsPerMinute': 'the rate limit',
  'network.proxy.errorPercent': 'the errors',
  'network.proxy.maxConnections': 'the open requests',
};

/** A change of more than this is told as one. */
const MAX_NAMED = 3;

/** What the server refused and what it allows, in one line. */
export function refusalWords(change: ExperimentPatch, error: Error): string {
  const settings = changedSettings(change);
  const asked = settings.map(([path, value]) => {
    const label = LABELS[path] ?? path;
    return typeof value === 'boolean' ? label : `${label} “${value}”`;
  });
  const what = settings.length > MAX_NAMED ? 'these settings' : asked.join(' and ');
  return error instanceof RefusedError
    ? `The server refused ${what}: ${error.message}. The setting before stays in effect.`
    : `The server did not get ${what}: ${error.message}. The setting before is shown.`;
}
