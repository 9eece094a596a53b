import { check, equal } from '../assert.ts';
import type { Run } from '../run.ts';
import { type ContractCase, delivered, forAll, range } from './contract-case.ts';

const FEW = { maxEvents: 5, maxBytes: 1e6 };

/** What can no longer come is told, before what comes after it. */
export const GAP_CASES: readonly ContractCase[] = [
  forAll('a cursor too old: the gap is told, then comes what is kept', async (stage) => {
    const lab = await stage.openLab({ logLimits: FEW });
    const { epoch } = await lab.publish(range(1, 12));
    const run = stage.run(lab.url, { cursor: { epoch, id: 2 } });
    await run.untilEvents(5);
    await lab.publish([13]);
    await run.untilEvents(6);
    delivered(run, range(8, 13), 8);
    toldOnceAndFirst(run);
    const expected = { after: { epoch, id: 2 }, resumedAt: { epoch, id: 7 }, reason: 'expired' };
    equal(run.all('gap')[0]?.gap, expected, 'the gap');
  }),

  forAll('a cursor of another epoch: the gap is told, then comes what this one keeps', async (stage) => {
    const lab = await stage.openLab();
    const { epoch } = await lab.publish(range(1, 3));
    const run = stage.run(lab.url, { cursor: { epoch: 'another', id: 2 } });
    await run.untilEvents(3);
    delivered(run, range(1, 3), 1);
    toldOnceAndFirst(run);
    const expected = { after: { epoch: 'another', id: 2 }, resumedAt: { epoch, id: 0 }, reason: 'epoch-changed' };
    equal(run.all('gap')[0]?.gap, expected, 'the gap');
    equal(run.all('event')[0]?.cursor, { epoch, id: 1 }, 'the first cursor after it');
  }),

  forAll('a gap with nothing after it is told all the same, and once', async (stage) => {
    const lab = await stage.openLab();
    const { epoch } = await lab.cursor();
    const run = stage.run(lab.url, { cursor: { epoch: 'another', id: 2 } });
    await run.until('a gap', () => run.all('gap').length > 0);
    await lab.publish([1]);
    await run.untilEvents(1);
    toldOnceAndFirst(run);
    equal(run.all('event')[0]?.cursor, { epoch, id: 1 }, 'the first cursor after it');
  }),

  ...(['orderly', 'crash'] as const).map((how) =>
    forAll(`a session is told of the new epoch when the server is started again (${how})`, async (stage) => {
      const lab = await stage.openLab();
      const before = await lab.cursor();
      const session = stage.session(lab.url, { cursor: before });
      await lab.publish(range(1, 4));
      await session.untilEvents(4);
      await lab.restart(how);
      const after = await lab.publish([5, 6]);
      await session.untilEvents(6);
      equal(session.data(), range(1, 6), 'the events');
      const [gap, ...more] = session.all('gap').map((call) => call.gap);
      equal(more, [], 'further gaps');
      equal([gap?.reason, gap?.after], ['epoch-changed', { epoch: before.epoch, id: 4 }], 'the gap');
      equal(gap?.resumedAt, { epoch: after.epoch, id: 0 }, 'where it went on');
      const cursors = session.all('event').map(({ cursor }) => cursor);
      equal(
        cursors.slice(4),
        [1, 2].map((id) => ({ epoch: after.epoch, id })),
        'the cursors after it',
      );
    }),
  ),

  forAll('a session that was told of a gap and is cut before anything else came is not told again', async (stage) => {
    const lab = await stage.openLab();
    const session = stage.session(lab.url, { cursor: { epoch: 'another', id: 2 } });
    await session.until('a gap', () => session.all('gap').length > 0);
    await lab.cut('rst');
    await lab.publish([1]);
    await session.untilEvents(1);
    toldOnceAndFirst(session);
  }),
];

function toldOnceAndFirst(run: Run): void {
  const names = run.calls.map(({ name }) => name).filter((name) => name === 'gap' || name === 'event');
  check(names[0] === 'gap' && !names.includes('gap', 1), `not one gap and then events: ${names.join(', ')}`);
}
