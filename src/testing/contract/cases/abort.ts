import { check, equal } from '../assert.ts';
import { fakeEvent, GATE, send } from '../dialects/dialect.ts';
import type { Call, CallName } from '../run.ts';
import type { Stage } from '../stage.ts';
import { type ContractCase, delivered, delivery, endsWith, forAll, forEachDialect, forSome } from './contract-case.ts';

const START = { epoch: 'k3x9', id: 0 };

/**
 * Abort is the only way to stop an attempt, and it works everywhere. That nothing is called after it
 * and that nothing is left behind is checked in every case: see `run.ts`.
 */
export const ABORT_CASES: readonly ContractCase[] = [
  forAll('aborted before it runs: it does nothing at all', async (stage) => {
    const script = await stage.openScript(...stage.dialect.open, ...stage.dialect.ask);
    const run = stage.run(script.url, { cursor: START });
    run.abort();
    await endsWith(run, 'aborted');
    equal(run.calls, [], 'what the observer was told');
    equal(await script.requests(), [], 'the requests');
  }),

  forAll('aborted while the server does not answer', async (stage) => {
    const script = await stage.openScript({ do: 'request' });
    const run = stage.run(script.url, { cursor: START });
    await script.untilRequests(1);
    run.abort();
    await endsWith(run, 'aborted');
    await script.untilClosed();
    equal(run.all('requestAnswered'), [], 'the answers');
  }),

  forAll('aborted inside the observer, before the server answers: it does not wait for that answer', async (stage) => {
    const script = await stage.openScript({ do: 'request' });
    const run = stage.run(script.url, { cursor: START, inside: ({ name }) => name === 'requestSent' && run.abort() });
    await endsWith(run, 'aborted');
    await script.untilClosed();
  }),

  forAll('aborted between two deliveries: a stream is open, a poll is out', async (stage) => {
    const { dialect } = stage;
    const steps = [...dialect.open, ...delivery(dialect, { events: [fakeEvent(1, 1)] }), ...dialect.ask];
    const script = await stage.openScript(...steps, GATE, send(dialect.deliver({ events: [fakeEvent(2, 2)] })));
    const run = stage.run(script.url, { cursor: START });
    await run.untilEvents(1);
    await script.reached();
    run.abort();
    await endsWith(run, 'aborted');
    await script.untilClosed();
    await script.go();
    delivered(run, [1], 1);
  }),

  forAll('aborted in the middle of an answer or of a message', async (stage) => {
    const { dialect } = stage;
    const bytes = dialect.deliver({ events: [fakeEvent(1, 'never seen whole')] });
    const steps = [...dialect.open, ...dialect.ask, send(bytes.slice(0, -20)), GATE, send(bytes.slice(-20))];
    const script = await stage.openScript(...steps);
    const run = stage.run(script.url, { cursor: START });
    await script.reached();
    run.abort();
    await endsWith(run, 'aborted');
    await script.untilClosed();
    await script.go();
    equal(run.data(), [], 'the events');
  }),

  forSome(
    ['short-polling'],
    'aborted between two polls: it does not wait for the next one to be due',
    async (stage) => {
      const lab = await stage.openLab();
      const run = stage.run(lab.url, { cursor: await lab.cursor(), config: { pollIntervalMs: 3_600_000 } });
      await run.untilState('idle');
      run.abort();
      await endsWith(run, 'aborted');
    },
  ),

  forSome(['sse'], 'aborted while EventSource is trying again: it stops trying', async (stage) => {
    const script = await stage.openScript(...stage.dialect.open, { do: 'end' }, { do: 'request' });
    const run = stage.run(script.url, { cursor: START });
    await run.untilState('reconnecting');
    await script.untilRequests(2);
    run.abort();
    await endsWith(run, 'aborted');
    await script.untilClosed();
  }),

  ...(['requestSent', 'requestAnswered', 'gap', 'event'] as const).map((name: CallName) =>
    forAll(`aborted inside the observer's ${name}`, (stage) => abortInside(stage, (call) => call.name === name)),
  ),

  ...forEachDialect(({ states }, only) =>
    states.map((state) =>
      forSome(only, `aborted inside the observer's state (${state})`, (stage) =>
        abortInside(stage, (call) => call.name === 'state' && call.state === state),
      ),
    ),
  ),
];

/** The attempt is given a gap and two events at once, so that each callback has something coming after it. */
async function abortInside(stage: Stage, now: (call: Call) => boolean): Promise<void> {
  const lab = await stage.openLab();
  await lab.publish([1, 2]);
  const cursor = { epoch: 'another', id: 1 };
  const run = stage.run(lab.url, { cursor, inside: (call) => now(call) && run.abort(), config: { holdSeconds: 60 } });
  await endsWith(run, 'aborted');
  const last = run.calls.at(-1);
  check(last !== undefined && now(last), `the last thing told is ${last?.name}, and not what aborted`);
  await lab.untilReleased(stage.dialect.releasedBy);

  // Were it still there, it would now ask for more, or be given what another client is.
  const { bytesUp, bytesDown } = await lab.traffic();
  await lab.publish([3]);
  const witness = stage.run(await lab.directUrl(), { cursor: { id: 2 } });
  await witness.untilEvents(1);
  const after = await lab.traffic();
  equal([after.bytesUp, after.bytesDown], [bytesUp, bytesDown], 'the bytes up and down of an attempt that is over');
}
