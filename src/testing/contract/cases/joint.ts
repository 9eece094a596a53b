import type { StreamEvent } from '../../../protocol/event.ts';
import { TRANSPORTS, type Transport } from '../../../protocol/transports.ts';
import { equal } from '../assert.ts';
import type { Run } from '../run.ts';
import type { Stage } from '../stage.ts';
import { range } from './contract-case.ts';

/** Something that all four transports promise together. */
export type JointCase = { readonly name: string; run(stageOf: (transport: Transport) => Stage): Promise<void> };

/** Each burst is published once all have received the one before it. */
const BURSTS: readonly (readonly StreamEvent['data'][])[] = [
  ['plain', 0, -0.5, 1e21, true, null, [], {}],
  ['é€😀', 'n\u0303 is not ñ', '👩‍🚀 🇦🇶', '\u2028\u2029\ufeff', 'a\u0000b', '\ud800 alone'],
  ['line\nbreak\r\nand\rreturn', '\n\ndata: not a field', ': not a comment', '"quoted" \\ </script>'],
  [{ nested: [{ deep: [[[{ er: 'still' }]]] }], 'ké y': null, '': '' }, [1, [2, [3, [4]]]]],
  ['x'.repeat(64 * 1024), '€'.repeat(20_000), range(1, 5_000)],
  range(1, 200),
];

export const JOINT_CASES: readonly JointCase[] = [
  {
    name: 'all four deliver exactly the same events for the same stretch',
    async run(stageOf) {
      const lab = await stageOf('sse').openLab();
      const cursor = await lab.cursor();
      const runs = TRANSPORTS.map((transport) => stageOf(transport).run(lab.url, { cursor }));
      let published = 0;
      for (const burst of BURSTS) {
        await lab.publish(burst);
        published += burst.length;
        await Promise.all(runs.map((run) => run.untilEvents(published)));
      }
      allTheSame(runs, BURSTS.flat());
    },
  },
  {
    name: 'all four deliver exactly the same events when their connections are cut again and again',
    async run(stageOf) {
      const lab = await stageOf('sse').openLab();
      const cursor = await lab.cursor();
      const sessions = TRANSPORTS.map((transport) => stageOf(transport).session(lab.url, { cursor }));
      for (const [index, burst] of BURSTS.entries()) {
        await lab.publish(burst.slice(0, -1));
        await lab.cut(index % 2 === 0 ? 'rst' : 'fin');
        await lab.publish(burst.slice(-1));
      }
      const values = BURSTS.flat();
      await Promise.all(sessions.map((session) => session.untilEvents(values.length)));
      allTheSame(sessions, values);
    },
  },
  {
    name: 'all four tell the same gap',
    async run(stageOf) {
      const lab = await stageOf('sse').openLab({ logLimits: { maxEvents: 4, maxBytes: 1e6 } });
      const { epoch } = await lab.publish(range(1, 9));
      const runs = TRANSPORTS.map((transport) => stageOf(transport).run(lab.url, { cursor: { epoch, id: 1 } }));
      await Promise.all(runs.map((run) => run.untilEvents(4)));
      allTheSame(runs, range(6, 9));
    },
  },
];

function allTheSame(runs: readonly Run[], values: readonly unknown[]): void {
  const [first, ...others] = runs.map((run) => ({
    events: run.all('event').map(({ event, cursor }) => ({ event, cursor })),
    gaps: run.all('gap').map(({ gap }) => gap),
  }));
  equal(
    first?.events.map(({ event }) => event.data),
    values,
    'the data',
  );
  for (const [index, other] of others.entries()) equal(other, first, `${TRANSPORTS[index + 1]} and ${TRANSPORTS[0]}`);
}
