import { equal } from '../assert.ts';
import type { Bytes } from '../bytes.ts';
import { utf8 } from '../bytes.ts';
import { fakeEvent, GATE, send } from '../dialects/dialect.ts';
import { fragments, frame, TEXT } from '../dialects/frames.ts';
import type { Step } from '../service/stage-service.ts';
import { type ContractCase, delivered, delivery, forAll, forSome, range } from './contract-case.ts';

/** 1 to 4 bytes a character, a combining mark, and characters that are several code points. */
const TEXT_OF_ALL_SIZES = 'aé€😀n\u0303👩‍🚀🇦🇶\u2028';

/** However the bytes of a message are spread over the chunks that arrive, it is the same message. */
export const CHUNK_CASES: readonly ContractCase[] = [
  forAll('a message that is split at any of its bytes arrives intact', async (stage) => {
    const { dialect } = stage;
    const start = dialect.deliver({ events: [fakeEvent(1, TEXT_OF_ALL_SIZES)] }).indexOf('"data"');
    const length = utf8(TEXT_OF_ALL_SIZES).length + 10;
    const splits = range(1, length).map((id) => {
      const bytes = dialect.deliver({ events: [fakeEvent(id, TEXT_OF_ALL_SIZES)] });
      return [GATE, ...dialect.ask, ...pieces(bytes, start + id)];
    });
    const script = await stage.openScript(...dialect.open, ...splits.flat());
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 }, config: { pollIntervalMs: 0 } });
    for (const id of range(1, length)) {
      await script.go();
      // By the time the stage has answered, the first piece was there to be read alone.
      await script.go();
      await run.untilEvents(id);
    }
    delivered(run, Array(length).fill(TEXT_OF_ALL_SIZES), 1);
  }),

  forAll('a stream that comes byte by byte arrives intact', async (stage) => {
    const { dialect } = stage;
    const values = [TEXT_OF_ALL_SIZES, { nested: [TEXT_OF_ALL_SIZES] }];
    const steps = values.flatMap((value, index) => delivery(dialect, { events: [fakeEvent(index + 1, value)] }));
    const bytewise = [...dialect.open, ...steps].flatMap((step): Step[] =>
      step.do === 'send' ? [...step.bytes].map((byte) => send(byte)) : [step],
    );
    const script = await stage.openScript(...bytewise);
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    await run.untilEvents(2);
    delivered(run, values, 1);
  }),

  forAll('several events that come at once arrive in order', async (stage) => {
    const { dialect } = stage;
    const events = range(1, 50).map((id) => fakeEvent(id, `event ${id}`));
    const script = await stage.openScript(...dialect.open, ...delivery(dialect, { events }));
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    await run.untilEvents(50);
    delivered(
      run,
      events.map(({ data }) => data),
      1,
    );
  }),

  forAll('a gap and events that come at once are told in that order', async (stage) => {
    const { dialect } = stage;
    const gap = { after: 'old-1', resumedAt: 'k3x9-3', reason: 'epoch-changed' } as const;
    const events = [fakeEvent(4, 4), fakeEvent(5, 5)];
    const script = await stage.openScript(...dialect.open, ...delivery(dialect, { gap, events }));
    const run = stage.run(script.url, { cursor: { epoch: 'old', id: 1 } });
    await run.untilEvents(2);
    equal(
      run.calls.map(({ name }) => name).filter((name) => /gap|event/.test(name)),
      ['gap', 'event', 'event'],
      'told',
    );
    equal(
      run.all('event').map(({ cursor }) => cursor),
      [4, 5].map((id) => ({ epoch: 'k3x9', id })),
      'the cursors',
    );
  }),

  forSome(['websocket'], 'a message in two frames, cut at any of its bytes, arrives intact', async (stage) => {
    const payload = (id: number) => utf8(JSON.stringify(fakeEvent(id, TEXT_OF_ALL_SIZES)));
    const length = payload(1).length - 1;
    const frames = range(1, length).map((id) => send(fragments(payload(id), id)));
    const script = await stage.openScript(...stage.dialect.open, ...frames);
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    await run.untilEvents(length);
    delivered(run, Array(length).fill(TEXT_OF_ALL_SIZES), 1);
  }),

  forSome(['websocket'], 'a ping between two frames of a message is answered and disturbs nothing', async (stage) => {
    const payload = utf8(JSON.stringify(fakeEvent(1, 'in two frames')));
    const ping = frame(9, 'are you there?');
    const split = frame(TEXT, payload.slice(0, 9), { last: false }) + ping + frame(0, payload.slice(9));
    const script = await stage.openScript(...stage.dialect.open, send(split));
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    await run.untilEvents(1);
    delivered(run, ['in two frames'], 1);
  }),
];

function pieces(bytes: Bytes, offset: number): Step[] {
  return [send(bytes.slice(0, offset)), GATE, send(bytes.slice(offset))];
}
