import { parseArgs } from 'node:util';
import type { Load } from './messages.ts';
import { PEERS, type PeerSpec } from './peers/index.ts';

export type FanoutOptions = {
  readonly loads: readonly Load[];
  readonly peers: readonly PeerSpec[];
  readonly seconds: number;
  readonly rounds: number;
  readonly output: 'text' | 'json' | 'markdown';
};

/** Two loads that ask for different things: many clients, and many events. */
export const DEFAULT_LOADS: readonly Load[] = [
  { subscribers: 1_000, ratePerSecond: 50, payloadBytes: 100 },
  { subscribers: 200, ratePerSecond: 1_000, payloadBytes: 100 },
];

/** @throws in words, when an option is not what it must be. */
export function parseOptions(args: readonly string[]): FanoutOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      subscribers: { type: 'string' },
      rate: { type: 'string' },
      bytes: { type: 'string' },
      seconds: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
    },
  });
  const own = values.subscribers ?? values.rate ?? values.bytes;
  const load = {
    subscribers: number('subscribers', values.subscribers ?? '1000', 2, 10_000),
    ratePerSecond: number('rate', values.rate ?? '50', 0.1, 1_000),
    payloadBytes: number('bytes', values.bytes ?? '100', 0, 65_536),
  };
  return {
    loads: own === undefined ? DEFAULT_LOADS : [load],
    peers: values.only === undefined ? PEERS : values.only.split(',').map(peerOf),
    seconds: number('seconds', values.seconds, 1, 600),
    rounds: number('rounds', values.rounds, 1, 20),
    output: values.json ? 'json' : values.markdown ? 'markdown' : 'text',
  };
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!(value >= least && value <= most)) throw new Error(`--${name} ${text}: must be from ${least} to ${most}`);
  return value;
}

function peerOf(name: string): PeerSpec {
  const peer = PEERS.find((each) => each.name === name);
  if (!peer) throw new Error(`--only ${name}: must be of ${PEERS.map((each) => each.name).join(', ')}`);
  return peer;
}
