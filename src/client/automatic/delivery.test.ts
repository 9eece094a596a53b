import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CursorRequest } from '../../protocol/cursor.ts';
import { createDelivery, type Item } from './delivery.ts';

type Told = { readonly gap: CursorRequest } | { readonly event: string };

function start(cursor: CursorRequest = { epoch: 'a', id: 0 }) {
  const told: Told[] = [];
  const delivery = createDelivery(cursor, {
    event: (event, at) => told.push({ event: `${at.epoch}-${event.id}` }),
    gap: ({ resumedAt }) => told.push({ gap: resumedAt }),
  });
  return { ...delivery, told };
}

const event = (epoch: string | undefined, id: number): Item => ({
  kind: 'event',
  event: { id, type: 'message', at: id, data: null },
  at: epoch === undefined ? { id } : { epoch, id },
  receivedAt: id,
});

const gap = (after: [string, number], resumedAt: [string, number], reason: 'expired' | 'epoch-changed'): Item => ({
  kind: 'gap',
  gap: { after: { epoch: after[0], id: after[1] }, resumedAt: { epoch: resumedAt[0], id: resumedAt[1] }, reason },
});

/** A stream of several lives, as any transport brings it that asked from the beginning. */
function streamOf(lives: readonly number[]): Item[] {
  const epoch = (life: number) => String.fromCharCode(97 + life);
  return lives.flatMap((count, life) => [
    ...(life === 0 ? [] : [gap([epoch(life - 1), lives[life - 1] ?? 0], [epoch(life), 0], 'epoch-changed')]),
    ...Array.from({ length: count }, (_, index) => event(epoch(life), index + 1)),
  ]);
}

test('whatever several transports bring of one stream, in whatever order: all of it, once, in order', () => {
  const lives = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 });
  const turns = fc.array(fc.nat({ max: 2 }), { maxLength: 80 });
  fc.assert(
    fc.property(lives, turns, (counts, order) => {
      const stream = streamOf(counts);
      const one = start();
      for (const item of stream) one.deliver(item);
      const several = start();
      const positions = [0, 0, 0];
      for (const turn of order) {
        const item = stream[positions[turn] ?? 0];
        positions[turn] = (positions[turn] ?? 0) + 1;
        if (item) several.deliver(item);
      }
      expect(one.told).toHaveLength(stream.length);
      expect(several.told).toEqual(one.told.slice(0, Math.min(stream.length, Math.max(...positions))));
    }),
    { numRuns: 500 },
  );
});

test('a gap that another transport has got past is none', () => {
  const { deliver, told } = start({ epoch: 'a', id: 9 });
  expect(deliver(gap(['a', 2], ['a', 7], 'expired'))).toBe(false);
  expect(told).toEqual([]);
});

test('a gap that begins earlier than here is told from here', () => {
  const gaps: unknown[] = [];
  const observer = { event() {}, gap: (one: unknown) => gaps.push(one) };
  const { deliver, cursor } = createDelivery({ epoch: 'a', id: 5 }, observer);
  deliver(gap(['a', 2], ['a', 7], 'expired'));
  expect(gaps).toEqual([{ after: { epoch: 'a', id: 5 }, resumedAt: { epoch: 'a', id: 7 }, reason: 'expired' }]);
  expect(cursor()).toEqual({ epoch: 'a', id: 7 });
});

test('a bare id counts as one of the present epoch, and a known epoch stays known', () => {
  const { deliver, told, cursor } = start({ id: 3 });
  deliver(event(undefined, 4));
  expect(cursor()).toEqual({ id: 4 });
  deliver(event('a', 4));
  deliver(event('a', 5));
  deliver(event(undefined, 6));
  expect(told).toEqual([{ event: 'undefined-4' }, { event: 'a-5' }, { event: 'a-6' }]);
});

test('after a bare id, the gap holds that the server tells', () => {
  const { deliver, told, cursor } = start({ id: 50 });
  expect(deliver(gap(['b', 50], ['b', 0], 'epoch-changed'))).toBe(true);
  deliver(event('b', 1));
  expect(told).toEqual([{ gap: { epoch: 'b', id: 0 } }, { event: 'b-1' }]);
  expect(cursor()).toEqual({ epoch: 'b', id: 1 });
});

test('knows what it covers: up to here, and all of an epoch that is over', () => {
  const { deliver, covers } = start({ epoch: 'a', id: 5 });
  expect([covers({ epoch: 'a', id: 5 }), covers({ epoch: 'a', id: 6 }), covers({ epoch: 'b', id: 1 })]).toEqual([
    true,
    false,
    false,
  ]);
  deliver(gap(['a', 5], ['b', 0], 'epoch-changed'));
  expect([covers({ epoch: 'a', id: 99 }), covers({ epoch: 'b', id: 1 })]).toEqual([true, false]);
});
