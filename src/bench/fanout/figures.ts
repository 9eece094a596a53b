import type { Load } from './messages.ts';
import type { PeerSpec } from './peers/index.ts';
import type { Turn } from './turn.ts';

/** The median of the rounds, and the least and the most. */
export type Spread = { readonly median: number; readonly least: number; readonly most: number };

/** What a peer cost under one load. */
export type Row = {
  readonly peer: string;
  readonly title: string;
  readonly cpuPerDeliveryMicroseconds: Spread;
  /** The CPU of a delivery to that of each peer in the same round, the floor's among them; by their names. */
  readonly ratios: Readonly<Record<string, Spread>>;
  readonly heldPerConnectionBytes: Spread | null;
  readonly rssPerConnectionBytes: Spread;
  readonly p50Ms: Spread;
  readonly p99Ms: Spread;
  readonly p999Ms: Spread;
  readonly bytesPerEvent: Spread;
  readonly deliveredPerSecond: Spread;
  /** Of one core. */
  readonly cpuPercent: Spread;
  readonly missing: number;
  readonly doubts: readonly string[];
};

/** Past these the reader was itself too late for the latencies to be the server's. */
const READER_LIMITS = { busy: 0.9, loopDelayP99Ms: 10 } as const;

/** Of each peer, round by round; undefined where one failed. */
export type Turns = ReadonlyMap<string, readonly (Turn | undefined)[]>;

/** A row for each peer out of its turns. */
export function rowsOf(load: Load, peers: readonly PeerSpec[], turns: Turns): Row[] {
  return peers.flatMap(({ name, title }) => {
    const rounds = turns.get(name) ?? [];
    const own = rounds.filter((turn) => turn !== undefined);
    if (own.length === 0) return [];
    const ratiosTo = (other: string) =>
      rounds.flatMap((turn, round) => {
        const beside = turns.get(other)?.[round];
        return turn && beside ? [cpuPerDelivery(turn) / cpuPerDelivery(beside)] : [];
      });
    const ratios = peers.flatMap((other): [string, Spread][] => {
      const values = other.name === name ? [] : ratiosTo(other.name);
      return values.length > 0 ? [[other.name, spread(values)]] : [];
    });
    const held = own.flatMap(({ heldPerConnection }) => (heldPerConnection === null ? [] : [heldPerConnection]));
    const of = (figure: (turn: Turn) => number) => spread(own.map(figure));
    return [
      {
        ...{ peer: name, title },
        cpuPerDeliveryMicroseconds: of(cpuPerDelivery),
        ratios: Object.fromEntries(ratios),
        heldPerConnectionBytes: held.length > 0 ? spread(held) : null,
        rssPerConnectionBytes: of(({ rssPerConnection }) => rssPerConnection),
        p50Ms: of(({ latency }) => latency?.p50 ?? Number.NaN),
        p99Ms: of(({ latency }) => latency?.p99 ?? Number.NaN),
        p999Ms: of(({ latency }) => latency?.p999 ?? Number.NaN),
        bytesPerEvent: of(({ bytesDown, bytesUp, delivered }) => (bytesDown + bytesUp) / delivered),
        deliveredPerSecond: of(({ delivered, seconds }) => delivered / seconds),
        cpuPercent: of(({ cpuMicroseconds, seconds }) => cpuMicroseconds / seconds / 1e4),
        missing: own.reduce((sum, turn) => sum + turn.missing, 0),
        doubts: doubtsOf(load, own),
      },
    ];
  });
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
  return { median, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

function cpuPerDelivery({ cpuMicroseconds, delivered }: Turn): number {
  return cpuMicroseconds / delivered;
}

function doubtsOf({ subscribers, ratePerSecond }: Load, turns: readonly Turn[]): string[] {
  const any = (is: (turn: Turn) => boolean) => turns.some(is);
  const asked = subscribers * ratePerSecond;
  return [
    ...(any(({ busy, loopDelayP99Ms }) => busy > READER_LIMITS.busy || loopDelayP99Ms > READER_LIMITS.loopDelayP99Ms)
      ? ['the reader was late: not a valid latency']
      : []),
    ...(any(({ delivered, seconds }) => delivered / seconds < asked * 0.97) ? ['could not keep up'] : []),
    ...(any(({ disordered }) => disordered > 0) ? ['events came again or out of order'] : []),
    ...(any(({ lost }) => lost > 0) ? ['connections were lost'] : []),
  ];
}
