import type { TraceExchange } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import { eventsBetween } from './density.ts';
import { beginOf, isRefused, isStream } from './exchange-list.ts';
import type { Found } from './found.ts';
import { foundWords, type Told } from './words.ts';

export const ROWS_SHOWN = 200;

export type LadderRow = { readonly key: string; readonly at: number; readonly lane: LaneName; readonly words: string };

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
    const { first, end } = eventsBetween(trace, from, to);
    const exchanges = trace.exchanges.between(from, to);
    const marks = trace.marksBetween(from, to);
    total += end - first + exchanges.length + marks.length;
    for (let index = Math.max(first, end - ROWS_SHOWN); index < end; index += 1) {
      const event = { epoch: trace.events.epoch(index), id: trace.events.id(index), at: trace.events.at(index) };
      newest.push({
        at: event.at,
        lane,
        key: `${lane} ${event.epoch}-${event.id}`,
        found: { kind: 'event', lane, event },
      });
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
    rows: shown.map(({ at, lane, key, found }) => ({ key, at, lane, words: withoutLane(foundWords(found, plain)) })),
  };
}

function foundOf(exchange: TraceExchange): Found {
  return { kind: 'exchange', exchange, part: isStream(exchange) && !isRefused(exchange) ? 'stream' : 'request' };
}

/** The lane has a column of its own. */
function withoutLane(words: string): string {
  const rest = words.slice(words.indexOf(': ') + 2);
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}
