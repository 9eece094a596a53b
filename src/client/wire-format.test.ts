import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventSchema } from '../protocol/event.ts';
import { TRANSPORTS } from '../protocol/transports.ts';
import { check, equal } from '../testing/contract/assert.ts';
import { fakeEvent, send } from '../testing/contract/dialects/dialect.ts';
import { runCase } from '../testing/contract/run-case.ts';
import { type StageService, startStageService } from '../testing/contract/service/stage-service.ts';
import { nodePlatform } from './platform-node.ts';

let service: StageService;
beforeAll(async () => {
  service = await startStageService();
});
afterAll(() => service.close());

const place = () => ({ serviceUrl: service.url, platform: nodePlatform });

/** Any JSON there is, but for what no server in this process takes: a field that would set a prototype. */
const anyJson = fc
  .jsonValue({ stringUnit: 'binary', maxDepth: 5 })
  .filter((value) => !/"(__proto__|constructor)"/.test(JSON.stringify(value)));

test('any event passes through each server half and each client half unchanged', { timeout: 60_000 }, () =>
  runCase(async (stageOf) => {
    const lab = await stageOf('sse').openLab();
    const cursor = await lab.cursor();
    const runs = TRANSPORTS.map((transport) => stageOf(transport).run(lab.url, { cursor }));
    const published: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(anyJson, { minLength: 1, maxLength: 5 }), async (values) => {
        await lab.publish(values);
        published.push(...values);
        for (const run of runs) {
          await run.untilEvents(published.length);
          equal(run.data().slice(-values.length), values, 'the data');
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
  }, place()),
);

test.concurrent.for(TRANSPORTS)(
  '%s: whatever became of the bytes, the attempt ends in order',
  { timeout: 60_000 },
  (transport) => {
    const damage = fc.record({
      at: fc.nat(),
      drop: fc.nat({ max: 4 }),
      put: fc.uint8Array({ maxLength: 4 }).map((bytes) => String.fromCharCode(...bytes)),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        await runCase(async (stageOf) => {
          const stage = stageOf(transport);
          const { open, ask, deliver } = stage.dialect;
          const sound = deliver({ events: [fakeEvent(1, 'one'), fakeEvent(2, 'é€😀')] });
          const damaged = damages.reduce((bytes, { at, drop, put }) => {
            const offset = at % bytes.length;
            return bytes.slice(0, offset) + put + bytes.slice(offset + drop);
          }, sound);
          const script = await stage.openScript(...open, ...ask, send(damaged), { do: 'end' });
          const config = { answerTimeoutMs: 60, holdSeconds: 0, silenceTimeoutMs: 1_000 };
          const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 }, config });
          const { kind } = await run.end();
          check(kind !== 'aborted', 'it was not aborted');
          for (const { event, cursor } of run.all('event')) {
            expect(eventSchema.safeParse(event).success).toBe(true);
            equal(cursor.id, event.id, 'the id in the cursor');
          }
        }, place());
      }),
      { numRuns: 40, endOnFailure: true },
    );
  },
);
