import { check, equal } from '../assert.ts';
import { type ContractCase, delivered, endsWith, forAll, forSome, range, STREAMS } from './contract-case.ts';

/** Settings may change while a transport runs. */
export const LIVE_CONFIG_CASES: readonly ContractCase[] = [
  forSome(['short-polling'], 'a shorter interval counts for the wait that is on', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor(), config: { pollIntervalMs: 3_600_000 } });
    await run.untilState('idle');
    await lab.publish([1]);
    run.config.pollIntervalMs = 1;
    await run.untilEvents(1);
  }),

  forSome(['short-polling'], 'the interval counts from the answer', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor(), config: { pollIntervalMs: 40 } });
    await run.until('four polls', () => run.all('requestAnswered').length >= 4);
    const answered = run.all('requestAnswered').map(({ answer }) => answer.answeredAt);
    const waits = run
      .all('requestSent')
      .slice(1)
      .map(({ sentAt }, index) => sentAt - (answered[index] ?? Number.NaN));
    // The clock's numbers are coarse by 0.0002 ms.
    check(
      waits.every((wait) => wait > 39.99),
      `not at least 40 ms each: ${waits.join(', ')}`,
    );
  }),

  forSome(['long-polling'], 'the hold is asked for with each request anew', async (stage) => {
    const script = await stage.openScript(
      ...range(1, 2).flatMap(() => [...stage.dialect.ask, { do: 'gate' } as const, EMPTY]),
      ...stage.dialect.ask,
    );
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 }, config: { holdSeconds: 5 } });
    await script.reached();
    run.config.holdSeconds = 0.5;
    await script.go();
    run.config.holdSeconds = 60;
    await script.go();
    await script.untilRequests(3);
    const asked = (await script.requests()).map((line) => /wait=([^& ]*)/.exec(line)?.[1]);
    equal(asked, ['5', '0.5', '60'], 'the holds asked for');
  }),

  forSome(
    ['long-polling'],
    'a hold that passes without an event is an empty answer, and the next hold begins',
    async (stage) => {
      const lab = await stage.openLab();
      const run = stage.run(lab.url, { cursor: await lab.cursor(), config: { holdSeconds: 0.02 } });
      await run.until('three empty answers', () => run.all('requestAnswered').length >= 3);
      equal(
        run
          .all('requestAnswered')
          .slice(0, 3)
          .map(({ answer }) => answer.events),
        [0, 0, 0],
        'events in the answers',
      );
      await lab.publish([1]);
      await run.untilEvents(1);
      delivered(run, [1], 1);
    },
  ),

  forSome(['long-polling'], 'a client less patient than the hold throws the answer away', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor(), config: { holdSeconds: 60, patienceMs: 60 } });
    const reason = await endsWith(run, 'timeout');
    equal('detail' in reason && reason.detail, 'no answer within 60 ms', 'the detail');
    equal(run.all('requestAnswered'), [], 'the answers');
    await lab.untilReleased('close');
  }),

  forSome(['long-polling'], 'the patience counts for the next request', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor(), config: { holdSeconds: 60 } });
    await run.until('a request', () => run.all('requestSent').length === 1);
    run.config.patienceMs = 60;
    await lab.publish([1]);
    const reason = await endsWith(run, 'timeout');
    equal('detail' in reason && reason.detail, 'no answer within 60 ms', 'the detail');
    delivered(run, [1], 1);
  }),

  forSome(STREAMS, 'a limit for silence that is switched on, then counts for the silence that is on', async (stage) => {
    const script = await stage.openScript(...stage.dialect.open);
    const run = stage.run(script.url, { config: { silenceTimeoutMs: 0 } });
    await run.untilState('open');
    run.config.silenceTimeoutMs = 50;
    const reason = await endsWith(run, 'timeout');
    equal('detail' in reason && reason.detail, 'the stream was silent for 50 ms', 'the detail');
  }),

  forSome(STREAMS, 'a limit for silence of 0 is none', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor(), config: { silenceTimeoutMs: 0 } });
    await run.untilState('open');
    // A stream with a limit ends meanwhile, and this one does not.
    const other = stage.run(lab.url, { cursor: await lab.cursor(), config: { silenceTimeoutMs: 300 } });
    await endsWith(other, 'timeout');
    await lab.publish([1]);
    await run.untilEvents(1);
    delivered(run, [1], 1);
  }),

  forAll('what does not fit into one answer comes at once, without waiting for the interval', async (stage) => {
    const two = { maxEvents: 2, maxBytes: 1e6 };
    const lab = await stage.openLab({ streamLimits: { answer: two, burst: two } });
    const cursor = await lab.cursor();
    await lab.publish(range(1, 7));
    const run = stage.run(lab.url, { cursor, config: { pollIntervalMs: 3_600_000 } });
    await run.untilEvents(7);
    delivered(run, range(1, 7), 1);
  }),
];

const EMPTY = {
  do: 'send',
  bytes:
    'HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: Stream-Cursor\r\nStream-Cursor: k3x9-0\r\n\r\n',
} as const;
