import { publisherSchema } from '../../protocol/experiment.ts';
import { laneSettingsSchema } from '../../protocol/lane-settings.ts';
import { LANES } from '../../protocol/lanes.ts';
import { networkSchema, proxySchema } from '../../protocol/network.ts';
import { sessionPolicySchema } from '../../protocol/session-policy.ts';
import { flag, type Kind, listOf, number, oneOf, oneOrNone } from './kinds.ts';
import { DEFAULT_STATE, type PageState, type PathOf, type ValueAt, valueAt } from './page-state.ts';
import { PANEL_NAMES, viewSchemas } from './view-state.ts';

/** One parameter of the address: its name there, and where it lives in the state of the page. */
export type Param = {
  readonly name: string;
  readonly path: string;
  /** Of the experiment, or of what the page shows of it. */
  readonly part: 'experiment' | 'view';
  /** Written even when it is at its default. */
  readonly always: boolean;
  readonly kind: Kind<unknown>;
  /** The default, as it would stand in the address. */
  readonly usual: string;
};

const lanes = laneSettingsSchema.shape;
const session = sessionPolicySchema.shape;
const publisher = publisherSchema.shape;
const network = networkSchema.shape;
const proxy = proxySchema.shape;

/** In the order in which they stand in the address. Units are those of the page: ms, s, bytes, kbit/s, percent. */
export const PARAMS: readonly Param[] = [
  // A link that names these two says all of an experiment, even when nothing else differs from the default.
  always(param('lanes', 'lanes', listOf(LANES))),
  always(param('rate', 'publisher.ratePerSecond', number(publisher.ratePerSecond))),
  param('arrivals', 'publisher.arrivals', oneOf(publisher.arrivals)),
  param('payload', 'publisher.payloadBytes', number(publisher.payloadBytes)),
  param('seed', 'publisher.seed', number(publisher.seed)),

  param('poll', 'laneSettings.pollIntervalMs', number(lanes.pollIntervalMs)),
  param('hold', 'laneSettings.holdSeconds', number(lanes.holdSeconds)),
  param('patience', 'laneSettings.patienceSeconds', number(lanes.patienceSeconds)),
  param('silence', 'laneSettings.silenceSeconds', number(lanes.silenceSeconds)),
  param('retry.base', 'laneSettings.session.baseDelayMs', number(session.baseDelayMs)),
  param('retry.factor', 'laneSettings.session.factor', number(session.factor)),
  param('retry.cap', 'laneSettings.session.maxDelayMs', number(session.maxDelayMs)),
  param('retry.jitter', 'laneSettings.session.jitter', oneOf(session.jitter)),
  param('retry.tries', 'laneSettings.session.maxTries', number(session.maxTries)),
  param('retry.uptime', 'laneSettings.session.minUptimeMs', number(session.minUptimeMs)),
  param('retry.after', 'laneSettings.session.maxRetryAfterMs', number(session.maxRetryAfterMs)),
  param('breaker.failures', 'laneSettings.session.breakerThreshold', number(session.breakerThreshold)),
  param('breaker.pause', 'laneSettings.session.breakerCoolDownMs', number(session.breakerCoolDownMs)),

  param('rtt', 'network.rttMs', number(network.rttMs)),
  param('jitter', 'network.jitterMs', number(network.jitterMs)),
  param('down', 'network.downKbitPerSecond', number(network.downKbitPerSecond)),
  param('up', 'network.upKbitPerSecond', number(network.upKbitPerSecond)),
  param('loss', 'network.lossPercent', number(network.lossPercent)),
  param('tls', 'network.tls', flag()),
  param('network.seed', 'network.seed', number(network.seed)),
  param('proxy.buffer', 'network.proxy.bufferBytes', number(proxy.bufferBytes)),
  param('proxy.idle', 'network.proxy.idleTimeoutSeconds', number(proxy.idleTimeoutSeconds)),
  param('proxy.longest', 'network.proxy.maxResponseSeconds', number(proxy.maxResponseSeconds)),
  param('proxy.upgrade', 'network.proxy.upgrade', oneOf(proxy.upgrade)),
  param('proxy.keepalive', 'network.proxy.keepAlive', flag()),
  param('proxy.cookie', 'network.proxy.cookieBytes', number(proxy.cookieBytes)),
  param('proxy.limit', 'network.proxy.requestsPerMinute', number(proxy.requestsPerMinute)),
  param('proxy.errors', 'network.proxy.errorPercent', number(proxy.errorPercent)),
  param('proxy.connections', 'network.proxy.maxConnections', number(proxy.maxConnections)),

  param('open', 'view.open', listOf(PANEL_NAMES)),
  param('present', 'view.presenting', flag()),
  param('code', 'view.code', oneOrNone(viewSchemas.code)),
  param('span', 'view.spanMs', number(viewSchemas.spanMs)),
];

export const PARAM_BY_NAME: ReadonlyMap<string, Param> = new Map(PARAMS.map((entry) => [entry.name, entry]));

/** What stands in the address: text by the name of the parameter. */
export type AddressSearch = Readonly<Record<string, string>>;

function param<Path extends PathOf<PageState>>(name: string, path: Path, kind: Kind<ValueAt<PageState, Path>>): Param {
  const untyped = kind as Kind<unknown>;
  const usual = untyped.write(valueAt(DEFAULT_STATE, path));
  return { name, path, part: path.startsWith('view.') ? 'view' : 'experiment', always: false, kind: untyped, usual };
}

function always(entry: Param): Param {
  return { ...entry, always: true };
}
