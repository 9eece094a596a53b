import { equal } from '../assert.ts';
import { fakeEvent, send } from '../dialects/dialect.ts';
import { chunk, httpHead } from '../dialects/http.ts';
import { type ContractCase, delivered, delivery, endsWith, forAll, forSome, POLLS } from './contract-case.ts';

/** Three bytes a character, so that counting characters would let too much through. */
const TEXT = '€'.repeat(1_000);
const BATCH = { events: [fakeEvent(1, TEXT)] };

/** Nobody makes a client take more than it is ready to. */
export const OVERFLOW_CASES: readonly ContractCase[] = [
  forAll('a message as large as allowed is taken', async (stage) => {
    const { dialect } = stage;
    const script = await stage.openScript(...dialect.open, ...delivery(dialect, BATCH));
    const run = stage.run(script.url, { config: { maxAnswerBytes: dialect.measure(BATCH) } });
    await run.untilEvents(1);
    delivered(run, [TEXT], 1);
  }),

  forAll('a message one byte larger than allowed ends the attempt', async (stage) => {
    const { dialect } = stage;
    const script = await stage.openScript(...dialect.open, ...delivery(dialect, BATCH));
    const run = stage.run(script.url, { config: { maxAnswerBytes: dialect.measure(BATCH) - 1 } });
    await endsWith(run, 'overflow');
    equal(run.data(), [], 'the events');
  }),

  forSome(POLLS, 'an answer that goes on beyond what is allowed is not read to its end', async (stage) => {
    const head = httpHead(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
    const script = await stage.openScript({ do: 'request' }, send(head + chunk(`{"epoch":"${'x'.repeat(2_000)}`)));
    await endsWith(stage.run(script.url, { config: { maxAnswerBytes: 1_000 } }), 'overflow');
    await script.untilClosed();
  }),
];
