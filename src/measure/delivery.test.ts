import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDeliveryCheck } from './delivery.ts';

const epoch = 'e';
const cursor = (id: number) => ({ epoch, id });

function check(start: number, ids: readonly number[]) {
  const delivery = createDeliveryCheck(cursor(start));
  for (const id of ids) delivery.event(cursor(id));
  return delivery.read();
}

describe('the delivery check', () => {
  test('finds nothing wrong with ids that are dense and rising', () => {
    expect(check(0, [1, 2, 3])).toEqual({ received: 3, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 });
  });

  test('counts what was jumped over as missing, from the start cursor on', () => {
    expect(check(10, [13, 14, 17])).toMatchObject({ received: 3, missing: 4 });
  });

  test('counts what comes late as received and out of order, no longer as missing', () => {
    expect(check(0, [1, 4, 2])).toMatchObject({ received: 3, missing: 1, outOfOrder: 1 });
  });

  test('counts what comes again as duplicated', () => {
    expect(check(0, [1, 2, 2, 1])).toMatchObject({ received: 2, duplicated: 2 });
  });

  test('starting from the oldest kept, takes the first event for the first', () => {
    const delivery = createDeliveryCheck({ id: 0 });
    delivery.event(cursor(50));
    expect(delivery.read()).toMatchObject({ received: 1, missing: 0 });
  });

  test('counts what expired before a gap as missing', () => {
    const delivery = createDeliveryCheck(cursor(0));
    delivery.event(cursor(1));
    delivery.gap({ after: cursor(1), resumedAt: cursor(5), reason: 'expired' });
    delivery.event(cursor(6));
    expect(delivery.read()).toEqual({ received: 2, missing: 4, duplicated: 0, outOfOrder: 0, gaps: 1 });
  });

  test('takes nothing back when it is told of a gap that lies behind', () => {
    const delivery = createDeliveryCheck(cursor(0));
    for (const id of [1, 2, 3, 4, 5]) delivery.event(cursor(id));
    delivery.gap({ after: cursor(0), resumedAt: cursor(2), reason: 'expired' });
    for (const id of [3, 4, 5, 6]) delivery.event(cursor(id));
    expect(delivery.read()).toMatchObject({ received: 6, missing: 0, duplicated: 3 });
  });

  test('begins anew with a new epoch, of whose predecessor nobody knows what is missing', () => {
    const delivery = createDeliveryCheck(cursor(0));
    delivery.event(cursor(7));
    delivery.gap({ after: cursor(7), resumedAt: { epoch: 'f', id: 0 }, reason: 'epoch-changed' });
    delivery.event({ epoch: 'f', id: 1 });
    expect(delivery.read()).toMatchObject({ received: 2, missing: 6, gaps: 1 });
  });

  test('accounts for every event, whatever order they come in', () => {
    const arrivals = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 200 });
    fc.assert(
      fc.property(arrivals, (ids) => {
        const { received, missing, duplicated } = check(0, ids);
        const distinct = new Set(ids);
        expect(received).toBe(distinct.size);
        expect(duplicated).toBe(ids.length - distinct.size);
        expect(missing).toBe(Math.max(0, ...ids) - distinct.size);
      }),
    );
  });

  test('stays bounded when every other event is lost', () => {
    const delivery = createDeliveryCheck(cursor(0));
    for (let id = 2; id <= 20_000; id += 2) delivery.event(cursor(id));
    expect(delivery.read()).toMatchObject({ received: 10_000, missing: 10_000 });
    // The oldest hole is closed for good, the newest still open.
    delivery.event(cursor(1));
    delivery.event(cursor(19_999));
    expect(delivery.read()).toMatchObject({ duplicated: 1, outOfOrder: 1 });
  });
});
