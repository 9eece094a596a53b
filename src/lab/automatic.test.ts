import { afterEach, expect, test } from 'vitest';
import { clientOfLane } from '../protocol/lanes.ts';
import type { Ledger } from '../protocol/ledger.ts';
import { publish } from '../testing/lab-server.ts';
import { startRunningLab } from '../testing/running-lab.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test('the automatic lane is off until it is switched on, and says what it is on', async () => {
  const { server, lab, until } = await startRunningLab(ends);
  const { lanes } = await until(({ run }) => run.startedAt !== undefined);
  expect(lanes.automatic).toMatchObject({ on: false, status: { kind: 'off' }, negotiated: undefined });
  for (const nth of [1, 2]) {
    lab.handle({ kind: 'switch', lane: 'automatic', on: true });
    await until((snapshot) => snapshot.lanes.automatic.negotiated !== undefined);
    const { id } = await publish(server.url, 'main', [`the ${nth}.`]);
    lab.handle({ kind: 'follow', id });
    // Its writes are told apart from those of the WebSocket lane.
    const { lanes, story, run } = await until(
      (snapshot) =>
        snapshot.story?.lanes.automatic?.written !== undefined && snapshot.lanes.automatic.wait?.count === nth,
    );
    expect(lanes.automatic.negotiated).toMatchObject({ transport: 'websocket', why: expect.stringContaining('works') });
    expect(lanes.automatic.delivery).toEqual({ received: nth, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 });
    expect(lanes.automatic.attempts).toHaveLength(nth);
    expect(story?.lanes.automatic?.written?.request).toBe(nth);
    expect(story?.lanes.websocket?.written?.request).toBe(1);
    const accounts = await Promise.all(
      [run.client, clientOfLane(run.client, 'automatic')].map(async (client) => {
        const ledger = (await (await fetch(`${server.url}/api/ledger?client=${client}`)).json()) as Ledger;
        return ledger.transports.websocket.requests;
      }),
    );
    expect(accounts).toEqual([1, nth]);
    lab.handle({ kind: 'switch', lane: 'automatic', on: false });
    await until((snapshot) => snapshot.lanes.automatic.negotiated === undefined);
  }
}, 20_000);
