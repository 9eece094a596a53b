import { check, equal } from '../assert.ts';
import { fakeEvent, GATE, send } from '../dialects/dialect.ts';
import type { Stage } from '../stage.ts';
import { type ContractCase, delivered, endsWith, forAll, forSome, range, STREAMS } from './contract-case.ts';

/**
 * Where the platform tells of a loss, the time limit is out of the way; where it does not, the limit
 * is what ends the attempt.
 */
const patience = ({ dialect }: Stage, tell: 'unreachable' | 'lost') =>
  dialect.tells[tell] === 'timeout' ? { answerTimeoutMs: 250 } : {};

/** The server is not there, or goes away. */
export const LOSS_CASES: readonly ContractCase[] = [
  forAll('the connection is refused', async (stage) => {
    const run = stage.run(await stage.refusingUrl(), { config: patience(stage, 'unreachable') });
    await endsWith(run, stage.dialect.tells.unreachable);
    equal(run.all('requestAnswered'), [], 'the answers');
  }),

  ...(['end', 'reset'] as const).map((how) =>
    forAll(`the connection is closed without an answer (${how === 'end' ? 'FIN' : 'RST'})`, async (stage) => {
      const script = await stage.openScript({ do: 'request' }, { do: how });
      await endsWith(
        stage.run(script.url, { config: patience(stage, 'unreachable') }),
        stage.dialect.tells.unreachable,
      );
    }),
  ),

  forAll('the server goes away for good while it is being listened to', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor() });
    await lab.publish([1]);
    await run.untilEvents(1);
    Object.assign(run.config, patience(stage, 'lost'));
    await lab.pass('gone');
    await lab.cut('rst');
    await endsWith(run, stage.dialect.tells.lost);
    delivered(run, [1], 1);
  }),

  forAll('the server ends in order: what was published before is not lost', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor() });
    await lab.publish([1, 2]);
    await run.untilEvents(2);
    await lab.end();
    await endsWith(run, stage.dialect.tells.ended);
    delivered(run, [1, 2], 1);
  }),

  forSome(['long-polling'], 'the server ends in order: a held poll is answered first', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, { cursor: await lab.cursor() });
    await lab.untilTraffic({ bytesUp: 1 });
    await lab.end();
    await endsWith(run, 'network');
    equal(
      run.all('requestAnswered').map(({ answer }) => answer.events),
      [0],
      'the answers',
    );
  }),

  forAll('a server that stops answering: nothing is closed, and time runs out', async (stage) => {
    const lab = await stage.openLab();
    const run = stage.run(lab.url, {
      cursor: await lab.cursor(),
      config: { holdSeconds: 60 },
      // The short limits count from the next poll, and for a stream from the next event. Set any earlier, they
      // could end the attempt before that event is there.
      inside({ name }) {
        if (name === 'event')
          Object.assign(run.config, { holdSeconds: 0.2, answerTimeoutMs: 150, silenceTimeoutMs: 350 });
      },
    });
    for (const id of STREAMS.includes(stage.transport) ? [1, 2] : [1]) {
      await lab.publish([id]);
      await run.untilEvents(id);
    }
    await lab.pass('stalled');
    const reason = await endsWith(run, 'timeout');
    const limit = { 'short-polling': 150, 'long-polling': 350, sse: 350, websocket: 350 }[stage.transport];
    check(
      'detail' in reason && reason.detail.includes(`${limit} ms`),
      `another limit ended it: ${JSON.stringify(reason)}`,
    );
    // A WebSocket is left to the platform, which goes on waiting for the other side's close frame.
    if (stage.transport !== 'websocket') await lab.untilReleased(stage.dialect.releasedBy);
  }),

  forAll('a server that takes the connection and does not answer: time runs out', async (stage) => {
    const script = await stage.openScript({ do: 'request' });
    const run = stage.run(script.url, { config: { answerTimeoutMs: 150, holdSeconds: 0.1 } });
    await endsWith(run, 'timeout');
    await script.untilClosed();
  }),

  forSome(STREAMS, 'a stream that opens and is silent from the start: time runs out', async (stage) => {
    const script = await stage.openScript(...stage.dialect.open);
    const reason = await endsWith(stage.run(script.url, { config: { silenceTimeoutMs: 150 } }), 'timeout');
    equal('detail' in reason && reason.detail, 'the stream was silent for 150 ms', 'the detail');
  }),

  forSome(STREAMS, 'heartbeats keep a quiet stream open and are no events', async (stage) => {
    const lab = await stage.openLab({ streamLimits: { heartbeatMs: 250 } });
    const run = stage.run(lab.url, { cursor: await lab.cursor() });
    await run.untilState('open');
    const { bytesDown } = await lab.traffic();
    // A ping has 2 bytes and a comment more. The server cuts off whoever leaves two pings unanswered.
    await lab.untilTraffic({ bytesDown: bytesDown + 4 * (stage.transport === 'sse' ? 8 : 2) });
    equal(
      run.calls.map(({ name }) => name),
      ['state', 'requestSent', 'requestAnswered', 'state'],
      'what was told',
    );
    await lab.publish([1]);
    await run.untilEvents(1);
    delivered(run, [1], 1);
  }),

  forSome(['sse'], 'a stream that ends in the middle of a message: EventSource drops that message', async (stage) => {
    const { dialect } = stage;
    const cutOff = dialect.deliver({ events: [fakeEvent(1, 'cut off')] }).slice(0, -8);
    const whole = dialect.deliver({ events: [fakeEvent(1, 'whole')] });
    const first = [...dialect.open, GATE, send(cutOff), { do: 'end' } as const];
    const script = await stage.openScript(...first, ...dialect.open, send(whole));
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    await run.untilState('open');
    await script.go();
    await run.untilEvents(1);
    delivered(run, ['whole'], 1);
  }),

  forSome(['short-polling'], 'the time between two polls does not count as silence', async (stage) => {
    const lab = await stage.openLab();
    const config = { silenceTimeoutMs: 1, pollIntervalMs: 20 };
    const run = stage.run(lab.url, { cursor: await lab.cursor(), config });
    await run.until('five polls', () => run.all('requestAnswered').length >= 5);
    await lab.publish(range(1, 2));
    await run.untilEvents(2);
    delivered(run, [1, 2], 1);
  }),
];
