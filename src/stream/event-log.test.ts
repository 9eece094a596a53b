import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cursor, CursorRequest } from '../protocol/cursor.ts';
import type { StreamEvent } from '../protocol/event.ts';
import type { EventLog, JsonValue, LoggedEvent, ReadLimits } from './event-log.ts';
import type { LogLimits } from './kept-events.ts';
import { createMemoryLog, type MemoryLogOptions } from './memory-log.ts';

/** What every event log must do. A new implementation is one more line here. */
const IMPLEMENTATIONS: Record<string, (options: MemoryLogOptions) => EventLog> = {
  memory: createMemoryLog,
};

const EPOCH = 'e1';
const ROOMY: LogLimits = { maxEvents: 1_000, maxBytes: 1_000_000 };
const ALL: ReadLimits = { maxEvents: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

/** All that is ready to happen has happened. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe.each(Object.entries(IMPLEMENTATIONS))('%s log', (_, open) => {
  const openLog = (options: Partial<MemoryLogOptions> = {}) =>
    open({ epoch: EPOCH, now: () => 0, ...ROOMY, ...options });

  test('does what the naive model does, whatever is appended, read, awaited and aborted in what order', async () => {
    await fc.assert(
      fc.asyncProperty(logLimits, fc.array(command, { maxLength: 40, size: 'max' }), async (limits, commands) => {
        const log = openLog(limits);
        const model = createModel(limits);
        const waits: { after: Cursor; state: string; expected: string; abort: AbortController }[] = [];

        for (const step of commands) {
          if (step.kind === 'append') {
            const { cursor, event } = await log.append(step.entry);
            model.append(event);
            expect(event).toEqual({ id: model.all.length, at: 0, ...step.entry });
            expect(cursor).toEqual({ epoch: EPOCH, id: event.id });
            const { events } = await log.read({ id: 0 }, ALL);
            expect(events.map((logged) => logged.event)).toEqual(model.kept());
          } else if (step.kind === 'read') {
            const { events, ...rest } = await log.read(step.after, step.limits);
            const { events: expected, ...expectedRest } = model.read(step.after, step.limits);
            expect(events.map(({ json }) => json)).toEqual(expected.map((event) => JSON.stringify(event)));
            expect(rest).toEqual(expectedRest);
          } else if (step.kind === 'wait') {
            const after = step.after ?? { epoch: EPOCH, id: model.all.length };
            const wait = { after, state: 'waiting', expected: 'waiting', abort: new AbortController() };
            log.wait(after, wait.abort.signal).then(
              () => {
                wait.state = 'released';
              },
              (reason: unknown) => {
                wait.state = String(reason);
              },
            );
            waits.push(wait);
          } else {
            const wait = waits[step.nth];
            wait?.abort.abort('told to stop');
            if (wait?.expected === 'waiting') wait.expected = 'told to stop';
          }

          for (const wait of waits) {
            const { events, gap } = model.read(wait.after, ALL);
            if (wait.expected === 'waiting' && (events.length > 0 || gap)) wait.expected = 'released';
          }
          await settle();
          expect(waits.map(({ state }) => state)).toEqual(waits.map(({ expected }) => expected));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a reader that follows it, however far behind, gets or is told of every event, once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        logLimits,
        readLimits,
        fc.array(fc.nat({ max: 8 }), { maxLength: 12 }),
        async (limits, slice, bursts) => {
          const log = openLog(limits);
          const accountedFor: number[] = [];
          let cursor: CursorRequest = { epoch: EPOCH, id: 0 };
          let appended = 0;

          for (const burst of [...bursts, 0]) {
            for (let n = 0; n < burst; n += 1) await log.append({ type: 'sample', data: 'something' });
            appended += burst;
            for (let more = true; more; ) {
              const answer = await log.read(cursor, slice);
              for (let id = (answer.gap?.after.id ?? 0) + 1; id <= (answer.gap?.resumedAt.id ?? 0); id += 1) {
                accountedFor.push(id);
              }
              accountedFor.push(...answer.events.map(({ event }) => event.id));
              ({ cursor, more } = answer);
              if (more) expect(answer.events).not.toHaveLength(0);
            }
          }
          expect(accountedFor).toEqual(Array.from({ length: appended }, (_, index) => index + 1));
        },
      ),
    );
  });

  test('slices joined while there is more are the whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string(), { maxLength: 30 }), readLimits, async (texts, limits) => {
        const log = openLog();
        for (const data of texts) await log.append({ type: 'sample', data });

        const read: LoggedEvent[] = [];
        let slice = await log.read({ id: 0 }, limits);
        read.push(...slice.events);
        while (slice.more) {
          slice = await log.read(slice.cursor, limits);
          expect(slice.events).not.toHaveLength(0);
          read.push(...slice.events);
        }
        expect(read.map(({ event }) => event.data)).toEqual(texts);
      }),
    );
  });

  test('an event comes with its JSON and its size in UTF-8', async () => {
    const log = openLog({ now: () => 1_700_000_000_000.25 });
    await log.append({ type: 'message', data: { text: 'größer → 😀' } });
    const { events } = await log.read({ id: 0 }, ALL);
    const json = '{"id":1,"type":"message","at":1700000000000.25,"data":{"text":"größer → 😀"}}';
    expect(events).toEqual([{ event: JSON.parse(json), json, payloadBytes: Buffer.from(json).length }]);
  });

  test('time never goes back from one event to the next', async () => {
    const clock = fc.array(fc.double({ min: 0, max: 1e13, noNaN: true }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(clock, async (readings) => {
        let reading = 0;
        const log = openLog({ now: () => readings[reading] ?? 0 });
        let latest = 0;
        for (; reading < readings.length; reading += 1) {
          const { event } = await log.append({ type: 'sample', data: null });
          latest = Math.max(latest, readings[reading] ?? 0);
          expect(event.at).toBe(latest);
        }
      }),
    );
  });

  test('limits are inclusive: what fits exactly is kept and delivered', async () => {
    const entry = { type: 'sample', data: 'x' };
    const { event } = await openLog().append(entry);
    const maxBytes = 3 * JSON.stringify(event).length;
    const log = openLog({ maxEvents: 5, maxBytes });
    for (let n = 0; n < 4; n += 1) await log.append(entry);

    const idsIn = async (limits: ReadLimits) =>
      (await log.read({ id: 0 }, limits)).events.map((logged) => logged.event.id);
    expect(await idsIn(ALL)).toEqual([2, 3, 4]);
    expect(await idsIn({ maxEvents: 5, maxBytes })).toEqual([2, 3, 4]);
    expect(await idsIn({ maxEvents: 5, maxBytes: maxBytes - 1 })).toEqual([2, 3]);
    expect(await idsIn({ maxEvents: 2, maxBytes })).toEqual([2, 3]);
  });

  test('an event larger than all limits is kept and delivered, alone', async () => {
    const log = openLog({ maxEvents: 10, maxBytes: 500 });
    const large = 'x'.repeat(1_000);
    for (const data of ['before', large, 'after']) await log.append({ type: 'sample', data });
    await log.append({ type: 'sample', data: large });
    const limits = { maxEvents: 10, maxBytes: 10 };
    const slice = await log.read({ id: 0 }, limits);
    expect(slice.events.map(({ event }) => event.data)).toEqual([large]);
    expect(slice).toMatchObject({ cursor: { epoch: EPOCH, id: 4 }, more: false });
  });

  test('an entry that has no JSON is refused and takes no id', async () => {
    const log = openLog();
    const circular: { self?: unknown } = {};
    circular.self = circular;
    await expect(log.append({ type: 'message', data: circular as JsonValue })).rejects.toThrow(TypeError);
    const { event } = await log.append({ type: 'message', data: 'fine' });
    expect(event.id).toBe(1);
  });

  test('an aborted call rejects with the reason and does nothing', async () => {
    const log = openLog();
    const signal = AbortSignal.abort('not today');
    await expect(log.append({ type: 'message', data: 1 }, signal)).rejects.toBe('not today');
    await expect(log.read(undefined, ALL, signal)).rejects.toBe('not today');
    await expect(log.wait({ epoch: EPOCH, id: 0 }, signal)).rejects.toBe('not today');
    // Even if there is something to read.
    await expect(log.wait({ epoch: 'other', id: 0 }, signal)).rejects.toBe('not today');
    expect((await log.read(undefined, ALL)).cursor).toEqual({ epoch: EPOCH, id: 0 });
  });
});

/** The log as one would explain it, with no thought of cost: it remembers everything it was ever given. */
function createModel(limits: LogLimits) {
  const all: StreamEvent[] = [];
  const sizeOf = (events: readonly StreamEvent[]) => Buffer.byteLength(events.map((e) => JSON.stringify(e)).join(''));

  function kept(): StreamEvent[] {
    let events = all.slice(-limits.maxEvents);
    while (events.length > 1 && sizeOf(events) > limits.maxBytes) events = events.slice(1);
    return events;
  }

  return {
    all,
    kept,
    append: (event: StreamEvent) => all.push(event),
    read(after: CursorRequest | undefined, { maxEvents, maxBytes }: ReadLimits) {
      if (!after) return { epoch: EPOCH, events: [], cursor: { epoch: EPOCH, id: all.length }, more: false };
      const epoch = after.epoch ?? EPOCH;
      const foreign = epoch !== EPOCH || after.id > all.length;
      const fromOldest = after.epoch === undefined && after.id === 0;
      const wanted = kept().filter((event) => foreign || event.id > after.id);
      const expired = all.filter((event) => event.id > after.id && !kept().includes(event));

      const oldestId = kept()[0]?.id ?? 1;
      const gap = {
        after: { epoch, id: after.id },
        resumedAt: { epoch: EPOCH, id: oldestId - 1 },
        reason: foreign ? 'epoch-changed' : 'expired',
      };
      const isGap = foreign || (expired.length > 0 && !fromOldest);

      let events = wanted;
      while (events.length > 1 && (events.length > maxEvents || sizeOf(events) > maxBytes))
        events = events.slice(0, -1);
      const cursor = { epoch: EPOCH, id: events.at(-1)?.id ?? all.length };
      return { epoch: EPOCH, events, cursor, ...(isGap && { gap }), more: events.length < wanted.length };
    },
  };
}

// An event of the model's runs has about 50 to 100 bytes, so these limits cut by number as well as by size.
const logLimits = fc.record({
  maxEvents: fc.integer({ min: 1, max: 12 }),
  maxBytes: fc.integer({ min: 1, max: 1_200 }),
});
const readLimits = fc.record({ maxEvents: fc.integer({ min: 1, max: 6 }), maxBytes: fc.integer({ min: 1, max: 500 }) });
const id = fc.nat({ max: 20 });
const cursor = fc.record({ epoch: fc.constantFrom(EPOCH, EPOCH, EPOCH, 'old'), id });

const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      entry: fc.record({
        type: fc.constantFrom('sample', 'message'),
        data: fc.string({ unit: 'binary', maxLength: 30 }),
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      after: fc.oneof(fc.constant(undefined), fc.record({ id }), cursor),
      limits: readLimits,
    }),
  },
  // Without a cursor: after the head of that moment.
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), after: fc.option(cursor, { nil: undefined, freq: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('abort' as const), nth: fc.nat({ max: 4 }) }) },
);
