import { type Network, NO_CONDITIONS, type ProxySettings } from '../../protocol/network.ts';
import { formatRatio, quantityText } from '../format.ts';

/** Whether anything stands between the server and the lanes. A seed alone does nothing. */
export function isAnythingOn(network: Network): boolean {
  return networkParts(network).length > 0;
}

/** What is set back by "Clear": all but the seed. */
export const CLEARED: Partial<Network> = { ...withoutSeed(NO_CONDITIONS) };

/** What is in the way, in one line: "150 ms round trip, 1.6 Mbit/s down; proxy: buffering, no upgrade". */
export function networkSummary(network: Network): string {
  return networkParts(network).join('; ');
}

/** A bandwidth as networks are sold; 0 is none that could be told. */
export function bandwidthWords(kbitPerSecond: number): string {
  if (kbitPerSecond === 0) return 'no limit';
  const isMega = kbitPerSecond >= 1_000;
  return `${short(isMega ? kbitPerSecond / 1_000 : kbitPerSecond)}\u00a0${isMega ? 'Mbit' : 'kbit'}/s`;
}

type Conditions = Pick<Network, 'rttMs' | 'jitterMs' | 'upKbitPerSecond' | 'downKbitPerSecond' | 'lossPercent' | 'tls'>;

/** The conditions alone, without the proxy; empty when there are none. */
export function conditionsWords({ rttMs, jitterMs, upKbitPerSecond, downKbitPerSecond, lossPercent, tls }: Conditions) {
  const parts = [
    rttMs > 0 && `${short(rttMs)}\u00a0ms round trip`,
    jitterMs > 0 && `up to ${short(jitterMs)}\u00a0ms jitter`,
    downKbitPerSecond > 0 && `${bandwidthWords(downKbitPerSecond)} down`,
    upKbitPerSecond > 0 && `${bandwidthWords(upKbitPerSecond)} up`,
    lossPercent > 0 && `${short(lossPercent)}\u00a0% loss`,
    tls && 'TLS',
  ];
  return parts.filter((part) => part !== false).join(', ');
}

function networkParts(network: Network): string[] {
  const proxy = proxyWords(network.proxy);
  return [conditionsWords(network), proxy && `proxy: ${proxy}`].filter((part) => part !== '');
}

function proxyWords(proxy: ProxySettings): string {
  const parts = [
    proxy.bufferBytes > 0 && 'buffering',
    proxy.idleTimeoutSeconds > 0 && `idle at most ${short(proxy.idleTimeoutSeconds)}\u00a0s`,
    proxy.maxResponseSeconds > 0 && `responses at most ${short(proxy.maxResponseSeconds)}\u00a0s`,
    proxy.upgrade === 'refuse' && 'no upgrade',
    proxy.upgrade === 'hang' && 'upgrades hang',
    !proxy.keepAlive && 'no keep-alive',
    proxy.cookieBytes > 0 && `${short(proxy.cookieBytes)}\u00a0B of cookies`,
    proxy.requestsPerMinute > 0 && `${short(proxy.requestsPerMinute)} requests a minute`,
    proxy.errorPercent > 0 && `${short(proxy.errorPercent)}\u00a0% errors`,
    proxy.maxConnections > 0 && `${short(proxy.maxConnections)} requests at once`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** As many digits as a setting has, up to three. */
function short(value: number): string {
  return value >= 10 || Number.isInteger(value)
    ? value.toLocaleString('en', { maximumFractionDigits: 1 })
    : String(Number(quantityText(formatRatio(value))));
}

function withoutSeed({ seed: _, ...others }: Network): Partial<Network> {
  return others;
}
