import type { CursorRequest } from '../../../protocol/cursor.ts';
import { check, equal } from '../assert.ts';
import type { CutHow } from '../service/stage-service.ts';
import { type ContractCase, delivered, forAll, forSome, range } from './contract-case.ts';

/** One event an answer and a burst, so that a connection that dies young still brings some. */
const ONE = { maxEvents: 1, maxBytes: 1e6 };

/** Large enough for a connection to die after a few of them. */
const large = (id: number) => `${id} ${'.'.repeat(100)}`;

/** What is lost on the way comes again, and nothing comes twice. */
export const RESUME_CASES: readonly ContractCase[] = [
  forAll('whoever stops after a few events and goes on from the last one misses none', async (stage) => {
    const lab = await stage.openLab();
    let cursor: CursorRequest = await lab.cursor();
    await lab.publish(range(1, 10));
    const seen: unknown[] = [];
    for (const stops of range(1, 4)) {
      let left = stops;
      const run = stage.run(lab.url, { cursor, inside: ({ name }) => name === 'event' && --left === 0 && run.abort() });
      equal((await run.end()).kind, 'aborted', 'the reason');
      equal(run.data().length, stops, 'the events until it stopped');
      seen.push(...run.data());
      cursor = run.all('event').at(-1)?.cursor ?? cursor;
    }
    await lab.publish([11]);
    const last = stage.run(lab.url, { cursor });
    await last.untilEvents(1);
    equal([...seen, ...last.data()], range(1, 11), 'all events');
  }),

  ...(['fin', 'rst'] as const).flatMap((how) => [
    forAll(`a session goes on where a connection was cut (${how.toUpperCase()})`, async (stage) => {
      const lab = await stage.openLab();
      const session = stage.session(lab.url, { cursor: await lab.cursor() });
      await lab.publish([1]);
      await session.untilEvents(1);
      for (const id of range(1, 4)) {
        await lab.cut(how);
        await lab.publish([2 * id, 2 * id + 1]);
        await session.untilEvents(2 * id + 1);
      }
      delivered(session, range(1, 9), 1);
      equal(session.all('gap'), [], 'the gaps');
    }),
    forAll(`a session gets through where every connection dies young (${how.toUpperCase()})`, async (stage) => {
      const lab = await stage.openLab({ streamLimits: { answer: ONE, burst: ONE } });
      const cursor = await lab.cursor();
      await lab.publish(range(1, 10).map(large));
      await lab.cutAfter(900, how);
      const session = stage.session(lab.url, { cursor });
      await session.untilEvents(10);
      // A cut in the middle of whatever comes next, at ever other places.
      for (const round of range(1, 4)) {
        await lab.cutAfter(900 + 37 * round, how satisfies CutHow);
        await lab.publish(range(10 * round + 1, 10 * round + 10).map(large));
        await session.untilEvents(10 * round + 10);
      }
      delivered(session, range(1, 50).map(large), 1);
      equal(session.all('gap'), [], 'the gaps');
      check((await lab.traffic()).connections > 8, 'hardly a connection was cut, so nothing was tried');
    }),
  ]),

  forSome(['sse'], 'EventSource comes back by itself, says so, and goes on where it was', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor() });
    await lab.publish([1, 2]);
    await run.untilEvents(2);
    await lab.cut('rst');
    await lab.publish([3]);
    await run.untilEvents(3);
    delivered(run, [1, 2, 3], 1);
    const states = run.all('state').map(({ state }) => state);
    equal(states, ['connecting', 'open', 'reconnecting', 'open'], 'the states');
    equal([run.all('requestSent').length, run.all('requestAnswered').length], [2, 2], 'requests and answers');
  }),
];
