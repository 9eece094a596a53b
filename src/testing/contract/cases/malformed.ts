import { equal } from '../assert.ts';
import { fakeEvent, GATE, send } from '../dialects/dialect.ts';
import { closeFrame } from '../dialects/frames.ts';
import { chunk, httpAnswer, httpHead } from '../dialects/http.ts';
import {
  type ContractCase,
  delivered,
  delivery,
  endsWith,
  forAll,
  forEachDialect,
  forSome,
  POLLS,
} from './contract-case.ts';

/** Messages that are not what the protocol says. */
export const MALFORMED_CASES: readonly ContractCase[] = [
  ...forEachDialect(({ malformed }, only) =>
    malformed.map(({ what, bytes, kind }) =>
      forSome(only, `malformed: ${what}`, async (stage) => {
        const { dialect } = stage;
        const sound = delivery(dialect, { events: [fakeEvent(1, 'sound')] });
        const after = dialect.deliver({ events: [fakeEvent(2, 'too late')] });
        const script = await stage.openScript(...dialect.open, ...sound, GATE, ...dialect.ask, send(bytes + after));
        const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
        await run.untilEvents(1);
        await script.go();
        await endsWith(run, kind);
        delivered(run, ['sound'], 1);
      }),
    ),
  ),

  forAll('a session goes on after a malformed message where the last sound one was', async (stage) => {
    const { dialect } = stage;
    const broken = dialect.malformed[0]?.bytes ?? '';
    const first = delivery(dialect, { events: [fakeEvent(1, 1), fakeEvent(2, 2)] });
    const second = delivery(dialect, { events: [fakeEvent(3, 3)] });
    const script = await stage.openScript(
      ...[...dialect.open, ...first, ...dialect.ask, send(broken)],
      ...[...dialect.open, ...second],
    );
    const session = stage.session(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    await session.untilEvents(3);
    delivered(session, [1, 2, 3], 1);
    equal(
      session.all('retrying').map(({ retry }) => retry.reason.kind),
      ['protocol'],
      'the retries',
    );
    const asked = (await script.requests()).map((line) => /after=([^& ]*)/.exec(line)?.[1]);
    const connections = dialect.open.length > 0 ? ['k3x9-0'] : ['k3x9-0', 'k3x9-2'];
    equal(asked.slice(0, connections.length + 1), [...connections, 'k3x9-2'], 'what was asked after');
  }),

  forSome(POLLS, 'an answer that ends too early', async (stage) => {
    const whole = stage.dialect.deliver({ events: [fakeEvent(1, 'cut off')] });
    const script = await stage.openScript({ do: 'request' }, send(whole.slice(0, -5)), { do: 'end' });
    const run = stage.run(script.url);
    await endsWith(run, 'network');
    equal(run.data(), [], 'the events');
  }),

  forSome(POLLS, 'an answer in chunks whose last one is missing', async (stage) => {
    const head = httpHead(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
    const body = JSON.stringify({ epoch: 'k3x9', events: [fakeEvent(1, 1)], cursor: 'k3x9-1' });
    const script = await stage.openScript({ do: 'request' }, send(head + chunk(body)), { do: 'end' });
    const run = stage.run(script.url);
    await endsWith(run, 'network');
    equal(run.data(), [], 'the events');
  }),

  forAll('bytes that are not even HTTP', async (stage) => {
    const { unreachable } = stage.dialect.tells;
    const script = await stage.openScript({ do: 'request' }, send('\x00\xff what is this?\r\n\r\n'), { do: 'end' });
    const config = unreachable === 'timeout' ? { answerTimeoutMs: 200 } : {};
    await endsWith(stage.run(script.url, { config }), unreachable);
  }),

  ...[
    { code: 1000, kind: 'ended' },
    { code: 1001, kind: 'ended' },
    { code: 1002, kind: 'protocol' },
    { code: 1007, kind: 'protocol' },
    { code: 1008, kind: 'ended' },
    { code: 1009, kind: 'overflow' },
    { code: 1013, kind: 'ended' },
  ].map(({ code, kind }) =>
    forSome(['websocket'], `closed by the server with ${code}`, async (stage) => {
      const script = await stage.openScript(...stage.dialect.open, send(closeFrame(code, 'because')));
      const reason = await endsWith(stage.run(script.url), kind as 'ended');
      equal('detail' in reason && reason.detail, `closed with ${code}: because`, 'the detail');
    }),
  ),

  forSome(['short-polling'], 'a 204 with a cursor moves the poll on to that cursor', async (stage) => {
    const empty = httpAnswer(204, { 'Stream-Cursor': 'k3x9-5' });
    const script = await stage.openScript({ do: 'request' }, send(empty), { do: 'request' });
    stage.run(script.url, { cursor: { id: 5 } });
    await script.untilRequests(2);
    const [, line = ''] = await script.requests();
    equal(/after=([^& ]*)/.exec(line)?.[1], 'k3x9-5', 'what was asked after');
  }),
];
