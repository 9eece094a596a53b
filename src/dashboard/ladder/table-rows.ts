import type { TraceExchange } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import type { Transport } from '../../protocol/transports.ts';
import { eventsBetween } from './density.ts';
import type { EventRing } from './event-ring.ts';
import { beginOf, isRefused, isStream } from './exchange-list.ts';
import type { Found } from './found.ts';
import { publishedSince } from './undelivered.ts';
import { foundWords, type Told } from './words.ts';

export const ROWS_SHOWN = 200;

export type LadderRow = {
  readonly key: string;
  readonly at: number;
  readonly lane: LaneName;
  /** By which way, where the lane can take several. */
  readonly by: Transport | undefined;
  readonly words: string;
};

/** What the picture shows between two times, newest first, and how many there would be. */
export function ladderRows(
  told: Told,
  lanes: readonly LaneName[],
  from: number,
  to: number,
): { readonly rows: readonly LadderRow[]; readonly total: number } {
  // What holds on average is the same in each row.
  const plain: Told = { ...told, averagesOf: () => undefined };
  let total = 0;
  const newest: { readonly at: number; readonly lane: LaneName; readonly key: string; readonly found: Found }[] = [];
  for (const lane of lanes) {
    const trace = told.store.lane(lane);
    const exchanges = trace.exchanges.between(from, to);
    const marks = trace.marksBetween(from, to);
    total += exchanges.length + marks.length;
    for (const { events, first, end } of eventsOf(told, lane, from, to)) {
      total += end - first;
      for (let index = Math.max(first, end - ROWS_SHOWN); index < end; index += 1) {
        const event = { epoch: events.epoch(index), id: events.id(index), at: events.at(index) };
        newest.push({
          at: event.at,
          lane,
          key: `${lane} ${event.epoch}-${event.id}`,
          found: { kind: 'event', lane, event },
        });
      }
    }
    for (const exchange of exchanges.slice(-ROWS_SHOWN)) {
      newest.push({ at: beginOf(exchange), lane, key: `${lane} ${exchange.seq}`, found: foundOf(exchange) });
    }
    marks.slice(-ROWS_SHOWN).forEach((mark, index) => {
      newest.push({
        at: mark.at,
        lane,
        key: `${lane} ${mark.kind} ${mark.at} ${index}`,
        found: { kind: 'mark', mark },
      });
    });
  }
  const shown = newest.sort((one, other) => other.at - one.at).slice(0, ROWS_SHOWN);
  return {
    total,
    rows: shown.map(({ at, lane, key, found }) => {
      const by = lane === 'automatic' && found.kind === 'exchange' ? found.exchange.transport : undefined;
      return { key, at, lane, by, words: withoutLane(foundWords(found, plain)) };
    }),
  };
}

type Stretch = { readonly events: EventRing; readonly first: number; readonly end: number };

/** What the lane has received, and what it waits for, which is known from another. */
function eventsOf({ store }: Told, lane: LaneName, from: number, to: number): readonly Stretch[] {
  const received = { events: store.lane(lane).events, ...eventsBetween(store.lane(lane), from, to) };
  const since = publishedSince({ store }, lane);
  if (!since) return [received];
  return [received, { ...since, end: since.first + since.countTo(to) }];
}

function foundOf(exchange: TraceExchange): Found {
  return { kind: 'exchange', exchange, part: isStream(exchange) && !isRefused(exchange) ? 'stream' : 'request' };
}

/** The lane has a column of its own. */
function withoutLane(words: string): string {
  const rest = words.slice(words.indexOf(': ') + 2);
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}
