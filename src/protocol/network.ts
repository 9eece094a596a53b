import { z } from 'zod';
import { inRange } from './in-range.ts';
import { strict } from './strict.ts';

const percent = (max: number) => inRange(z.number, 'a number', 0, max);

/** The least and the most that a bandwidth can be limited to, kbit/s. */
export const BANDWIDTH_LIMITS = { min: 32, max: 1_000_000 } as const;
const BANDWIDTH_RULE = `must be 0 (no limit) or a number from ${BANDWIDTH_LIMITS.min} to ${BANDWIDTH_LIMITS.max}`;
const bandwidth = z
  .number(BANDWIDTH_RULE)
  .refine((kbit) => kbit === 0 || (kbit >= BANDWIDTH_LIMITS.min && kbit <= BANDWIDTH_LIMITS.max), BANDWIDTH_RULE);

const COOKIE_RULE = 'must be 0 (none) or a whole number from 16 to 4000';

/** What becomes of a WebSocket's upgrade at the proxy. */
export const UPGRADES = ['pass', 'refuse', 'hang'] as const;

/** A proxy between the network and the server, as far as it changes what the transports' clients see. 0 is "off". */
export const proxySchema = strict({
  bufferBytes: inRange(z.int, 'a whole number', 0, 65_536).describe(
    'a response is held back until it ends or this many bytes of it have gathered; 0 holds nothing back',
  ),
  idleTimeoutSeconds: inRange(z.number, 'a number', 0, 600).describe(
    'without a byte from the server for this long: 504, or the connection is cut when the answer has begun; 0 never',
  ),
  maxResponseSeconds: inRange(z.number, 'a number', 0, 3_600).describe(
    'an answer that takes longer altogether: 504, or the connection is cut when it has begun; 0 never',
  ),
  upgrade: z
    .enum(UPGRADES, `must be one of ${UPGRADES.join(', ')}`)
    .describe('WebSocket upgrades: passed on, refused (the header is not passed on), or left without an answer'),
  keepAlive: z.boolean('must be true or false').describe('false closes the connection after each answer'),
  cookieBytes: z
    .number(COOKIE_RULE)
    .refine((bytes) => bytes === 0 || (Number.isInteger(bytes) && bytes >= 16 && bytes <= 4_000), COOKIE_RULE)
    .describe('size of a cookie that browsers then send with each request of a lane; 0: none'),
  requestsPerMinute: inRange(z.int, 'a whole number', 0, 100_000).describe(
    'requests that a client may send a minute; more are answered with 429 and Retry-After; 0 sets no limit',
  ),
  errorPercent: percent(100).describe('share of requests that are answered with 502 or 503'),
  maxConnections: inRange(z.int, 'a whole number', 0, 1_000).describe(
    'requests of a client that may be open at once; more are answered with 503; 0 sets no limit',
  ),
});

export type ProxySettings = z.infer<typeof proxySchema>;

/** The emulated network between the server and the clients of the streams. The rest of the lab is never slowed. */
export const networkSchema = strict({
  rttMs: inRange(z.number, 'a number', 0, 2_000).describe('round-trip time that is added, half each way, ms'),
  jitterMs: inRange(z.number, 'a number', 0, 2_000).describe(
    'added to each round trip at random, evenly from 0 to this, half each way, ms; order is kept',
  ),
  upKbitPerSecond: bandwidth.describe('bandwidth from a client to the server, shared by its connections; 0: no limit'),
  downKbitPerSecond: bandwidth.describe(
    'bandwidth from the server to a client, shared by its connections; 0: no limit',
  ),
  lossPercent: percent(30).describe(
    'share of segments that are lost; each stalls its connection until it is sent again',
  ),
  tls: z.boolean('must be true or false').describe('a new connection costs a further round trip, as TLS 1.3 does'),
  seed: inRange(z.int, 'a whole number', 0, 0xffff_ffff).describe('of the chances of jitter, loss and errors'),
  proxy: proxySchema,
});

export type Network = z.infer<typeof networkSchema>;

export const networkPatchSchema = networkSchema.partial().extend({ proxy: proxySchema.partial().optional() });

export const NO_PROXY: ProxySettings = {
  bufferBytes: 0,
  idleTimeoutSeconds: 0,
  maxResponseSeconds: 0,
  upgrade: 'pass',
  keepAlive: true,
  cookieBytes: 0,
  requestsPerMinute: 0,
  errorPercent: 0,
  maxConnections: 0,
};

export const NO_CONDITIONS: Network = {
  rttMs: 0,
  jitterMs: 0,
  upKbitPerSecond: 0,
  downKbitPerSecond: 0,
  lossPercent: 0,
  tls: false,
  seed: 1,
  proxy: NO_PROXY,
};

/** How the emulated network fares. */
export const networkStatsSchema = z.object({
  connections: z.int().describe('connections that it shapes at present'),
  queuedBytes: z.int().describe('bytes under way in it at present'),
  maxQueuedBytes: z.int().describe('bytes that it holds at the most'),
  fullTimes: z.int().describe('how often a connection had to wait because its share of that was used up'),
  lostSegments: z.int().describe('segments that were lost and sent again'),
});

export type NetworkPatch = z.infer<typeof networkPatchSchema>;

/** The settings with those of the patch in place; what it leaves out stays as it is. */
export function patchNetwork(network: Network, { proxy, ...conditions }: NetworkPatch): Network {
  return { ...patched(network, conditions), proxy: patched(network.proxy, proxy ?? {}) };
}

function patched<Settings extends object>(settings: Settings, patch: object): Settings {
  return { ...settings, ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) };
}
