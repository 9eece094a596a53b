import {
  BANDWIDTH_LIMITS,
  type Network,
  networkSchema,
  type ProxySettings,
  proxySchema,
} from '../../protocol/network.ts';
import { type NumberRule, ruleOf } from '../number-rule.ts';
import { limitScale, powerScale, type SliderScale } from './slider-scale.ts';

/** A number that is set: its name, unit and meaning, and what is allowed. */
export type Setting<Name extends string> = {
  readonly name: Name;
  readonly label: string;
  readonly unit: string;
  readonly rule: NumberRule;
  readonly explanation: string;
};

type NumberOf<Settings> = { [Name in keyof Settings]: Settings[Name] extends number ? Name : never }[keyof Settings];

export type Condition = Setting<Exclude<NumberOf<Network>, 'seed'>> & { readonly scale: SliderScale };

const { shape } = networkSchema;

export const CONDITIONS: readonly Condition[] = [
  {
    name: 'rttMs',
    label: 'Round trip',
    unit: 'ms',
    rule: ruleOf(shape.rttMs),
    scale: powerScale(2_000, 1.5),
    explanation:
      'Added to the way there and back, half to each. A new connection costs one more of them before its first byte, and each poll is a way there and back: a stream that is open is not.',
  },
  {
    name: 'jitterMs',
    label: 'Jitter',
    unit: 'ms',
    rule: ruleOf(shape.jitterMs),
    scale: powerScale(2_000, 1.5),
    explanation:
      'Each round trip takes longer by chance, evenly from nothing to this. The order of the bytes is kept, as TCP keeps it, so what is late holds up what is behind it.',
  },
  {
    name: 'downKbitPerSecond',
    label: 'Bandwidth down',
    unit: 'kbit/s',
    rule: ruleOf(shape.downKbitPerSecond),
    scale: limitScale(BANDWIDTH_LIMITS.min, BANDWIDTH_LIMITS.max),
    explanation:
      'From the server to this page, shared by all lanes, so that a lane with much overhead takes from the others. 0 is no limit.',
  },
  {
    name: 'upKbitPerSecond',
    label: 'Bandwidth up',
    unit: 'kbit/s',
    rule: ruleOf(shape.upKbitPerSecond),
    scale: limitScale(BANDWIDTH_LIMITS.min, BANDWIDTH_LIMITS.max),
    explanation:
      'From this page to the server, shared by all lanes. What goes up is requests, with all their headers. 0 is no limit.',
  },
  {
    name: 'lossPercent',
    label: 'Loss',
    unit: '%',
    rule: ruleOf(shape.lossPercent),
    scale: powerScale(30),
    explanation:
      'The share of segments that are lost. TCP sends them again, so no byte is missing: each loss stalls its connection, and all that is behind it, for as long as it takes to notice.',
  },
];

const proxy = proxySchema.shape;

export const PROXY_NUMBERS: readonly Setting<NumberOf<ProxySettings>>[] = [
  {
    name: 'bufferBytes',
    label: 'Response buffer',
    unit: 'B',
    rule: ruleOf(proxy.bufferBytes),
    explanation:
      'A response is held back until it ends or this much of it has gathered. Polls do not care, for their answers end. Server-Sent Events go quiet, with no error anywhere. 0 holds nothing back.',
  },
  {
    name: 'idleTimeoutSeconds',
    label: 'Idle timeout',
    unit: 's',
    rule: ruleOf(proxy.idleTimeoutSeconds),
    explanation:
      'Without a byte from the server for so long, the proxy answers 504, or cuts the connection when the answer has begun. A hold longer than this, or a stream without heartbeats, does not survive it. 0 never does.',
  },
  {
    name: 'maxResponseSeconds',
    label: 'Longest response',
    unit: 's',
    rule: ruleOf(proxy.maxResponseSeconds),
    explanation:
      'However busy, no answer may take longer altogether: a stream is cut at this age, and has to resume. 0 sets no limit.',
  },
  {
    name: 'cookieBytes',
    label: 'Cookies',
    unit: 'B',
    rule: ruleOf(proxy.cookieBytes),
    explanation:
      'Sent by the browser with each request of a lane, as behind many a login. A poll pays for them each time, a stream once.',
  },
  {
    name: 'requestsPerMinute',
    label: 'Rate limit',
    unit: '/min',
    rule: ruleOf(proxy.requestsPerMinute),
    explanation:
      'Requests that this page’s lanes may send in a minute, together; more are answered with 429 and a Retry-After. 0 sets no limit.',
  },
  {
    name: 'errorPercent',
    label: 'Errors',
    unit: '%',
    rule: ruleOf(proxy.errorPercent),
    explanation: 'The share of requests that are answered with 502 or 503 instead of being passed on.',
  },
  {
    name: 'maxConnections',
    label: 'Requests at once',
    unit: '',
    rule: ruleOf(proxy.maxConnections),
    explanation:
      'Requests of this page’s lanes that may be open at the same time, streams among them; more are answered with 503. 0 sets no limit.',
  },
];
