import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWriteMatching, type WrittenEvent } from './write-matching.ts';

const arrival = (id: number, epoch = 'e') => ({ epoch, id, at: id * 10, receivedAt: id * 10 + 5 });
const write = (firstId: number, lastId = firstId, epoch = 'e') => ({
  ...({ transport: 'sse', request: 1, epoch, firstId, lastId } as const),
  ...{ arrivedAt: 0, writtenAt: lastId * 10 + 1 },
});
const matched = (id: number, [firstId, lastId] = [id, id], epoch = 'e') => ({
  ...arrival(id, epoch),
  ...{ writtenAt: lastId * 10 + 1, firstId, lastId },
});

/** What each call makes known, and the ids that it gives up. */
function start() {
  let known: WrittenEvent[] = [];
  const unknown: number[] = [];
  const matching = createWriteMatching(
    (event) => known.push(event),
    ({ id }) => unknown.push(id),
  );
  const take = () => {
    const taken = known;
    known = [];
    return taken;
  };
  return {
    unknown,
    letGo: matching.letGo,
    received(one: ReturnType<typeof arrival>) {
      matching.received(one);
      return take();
    },
    written(writes: readonly ReturnType<typeof write>[], until = Number.POSITIVE_INFINITY) {
      matching.written(writes, until);
      return take();
    },
  };
}

describe('what was received and what was written', () => {
  test('are brought together, whichever is told first', () => {
    const matching = start();
    expect(matching.received(arrival(1))).toEqual([]);
    expect(matching.written([write(1, 2)])).toEqual([matched(1, [1, 2])]);
    expect(matching.received(arrival(2))).toEqual([matched(2, [1, 2])]);
    expect(matching.written([write(3)])).toEqual([]);
    expect(matching.received(arrival(3))).toEqual([matched(3)]);
  });

  test('match each event once, in any interleaving, and leave out what only one side knows', () => {
    const isThere = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(isThere, fc.array(fc.boolean()), (events, turns) => {
        const ids = events.map((_, index) => index + 1);
        const received = ids.filter((id) => events[id - 1]?.[0]).map((id) => arrival(id));
        const written = ids.filter((id) => events[id - 1]?.[1]).map((id) => write(id));
        const matching = start();
        const all = [];
        for (const isArrival of [...turns, ...received.map(() => true), ...written.map(() => false)]) {
          const [next, told] = isArrival ? [received.shift(), undefined] : [undefined, written.shift()];
          if (next) all.push(...matching.received(next));
          if (told) all.push(...matching.written([told]));
        }
        expect(all).toEqual(ids.filter((id) => events[id - 1]?.[0] && events[id - 1]?.[1]).map((id) => matched(id)));
      }),
    );
  });

  test('go on in a new epoch, whose ids begin anew', () => {
    const matching = start();
    matching.written([write(8), write(9)]);
    expect(matching.received(arrival(8))).toEqual([matched(8)]);
    expect(matching.received(arrival(1, 'f'))).toEqual([]);
    expect(matching.written([write(1, 1, 'f')])).toEqual([matched(1, [1, 1], 'f')]);
  });

  test('wait until all is told that was written before, for what was lost is written again', () => {
    const matching = start();
    expect(matching.written([write(1), write(2), write(3)], 40)).toEqual([]);
    expect(matching.received(arrival(1))).toEqual([matched(1)]);
    // The connection broke here, and the client resumed after the first event.
    const again = { ...write(2, 3), writtenAt: 500 };
    expect(matching.received({ ...arrival(2), receivedAt: 505 })).toEqual([]);
    expect(matching.received({ ...arrival(3), receivedAt: 505 })).toEqual([]);
    const known = matching.written([again], 600);
    expect(known.map(({ id, writtenAt, firstId }) => [id, writtenAt, firstId])).toEqual([
      [2, 500, 2],
      [3, 500, 2],
    ]);
  });

  test('do not take a later write for the one that arrived', () => {
    const matching = start();
    matching.received(arrival(1));
    expect(matching.written([write(1), { ...write(1), writtenAt: 500 }])).toEqual([matched(1)]);
  });

  test('do not match a duplicate', () => {
    const matching = start();
    matching.written([write(1), write(1)]);
    expect(matching.received(arrival(1))).toEqual([matched(1)]);
    expect(matching.received(arrival(1))).toEqual([]);
  });

  test('tell of what is received and not known to be written: too late, or passed over', () => {
    const matching = start();
    for (const id of [1, 2, 3, 4]) matching.received(arrival(id));
    matching.letGo(arrival(3).receivedAt);
    expect(matching.unknown).toEqual([1, 2]);
    expect(matching.written([write(1), write(2), write(4)])).toEqual([matched(4)]);
    expect(matching.unknown).toEqual([1, 2, 3]);
  });
});
