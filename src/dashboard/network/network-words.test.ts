import { describe, expect, it } from 'vitest';
import { type Network, NO_CONDITIONS, NO_PROXY } from '../../protocol/network.ts';
import { bandwidthWords, CLEARED, isAnythingOn, networkSummary } from './network-words.ts';

const network = (part: Partial<Network>): Network => ({ ...NO_CONDITIONS, ...part });

describe('networkSummary', () => {
  it('has nothing to say of nothing, nor of a seed', () => {
    expect(networkSummary(network({ seed: 77 }))).toBe('');
    expect(isAnythingOn(network({ seed: 77 }))).toBe(false);
  });

  it('names the conditions, then the proxy', () => {
    const proxy = { ...NO_PROXY, bufferBytes: 4_096, upgrade: 'refuse' } as const;
    expect(
      networkSummary(network({ rttMs: 150, downKbitPerSecond: 1_600, upKbitPerSecond: 750, tls: true, proxy })),
    ).toBe('150\u00a0ms round trip, 1.6\u00a0Mbit/s down, 750\u00a0kbit/s up, TLS; proxy: buffering, no upgrade');
  });

  it.each<[Partial<Network>]>([
    ...(['rttMs', 'jitterMs', 'upKbitPerSecond', 'downKbitPerSecond', 'lossPercent'] as const).map(
      (name): [Partial<Network>] => [{ [name]: 9 }],
    ),
    [{ tls: true }],
    ...(
      [
        'bufferBytes',
        'idleTimeoutSeconds',
        'maxResponseSeconds',
        'cookieBytes',
        'requestsPerMinute',
        'errorPercent',
        'maxConnections',
      ] as const
    ).map((name): [Partial<Network>] => [{ proxy: { ...NO_PROXY, [name]: 9 } }]),
    [{ proxy: { ...NO_PROXY, keepAlive: false } }],
    [{ proxy: { ...NO_PROXY, upgrade: 'hang' } }],
  ])('leaves out nothing that is on: %j', (part) => {
    expect(isAnythingOn(network(part))).toBe(true);
    expect(isAnythingOn({ ...network(part), ...CLEARED })).toBe(false);
  });
});

it.each([
  [0, 'no limit'],
  [750, '750\u00a0kbit/s'],
  [1_600, '1.6\u00a0Mbit/s'],
  [1_000_000, '1,000\u00a0Mbit/s'],
])('writes a bandwidth of %d kbit/s as %s', (kbit, words) => expect(bandwidthWords(kbit)).toBe(words));
