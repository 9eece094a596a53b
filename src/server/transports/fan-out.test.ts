import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventLog } from '../../stream/event-log.ts';
import { createMemoryLog } from '../../stream/memory-log.ts';
import { createFakeClock } from '../../testing/fake-clock.ts';
import { Entry } from '../wire/ledger.ts';
import { createMeter } from '../wire/meter.ts';
import type { Dialect } from './dialect.ts';
import { createFanOut, type Follower } from './fan-out.ts';
import { DEFAULT_STREAM_LIMITS } from './server-transport.ts';

const DIALECT: Dialect = {
  transport: 'sse',
  frame: ({ event }) => ({ before: Buffer.from(`#${event.id} `), after: Buffer.alloc(0) }),
  gap: () => Buffer.from('gap '),
  show: () => ({ before: ['framing', ''] }),
};

const SIGN = Buffer.from('.');

function start({ maxEvents = 100, burst = 10 } = {}) {
  const clock = createFakeClock();
  /** What the writing took. */
  let spentMs = 0;
  const log = createMemoryLog({ epoch: 'epoch', now: clock.now, maxEvents, maxBytes: 1e9 });
  const counters = { published: 0, slowReadersCut: 0, gapsTold: 0 };
  const observed: number[] = [];
  const fanOut = createFanOut(log, {
    ...{ counters, now: () => clock.now() + spentMs, setTimer: clock.setTimer },
    limits: { ...DEFAULT_STREAM_LIMITS, stallMs: 100, heartbeatMs: 1_000, burst: { maxEvents: burst, maxBytes: 1e9 } },
    delays: { observe: (_transport, _delayMs, times) => void observed.push(times), read: () => ({}) as never },
  });
  const spend = (ms: number) => {
    spentMs += ms;
  };
  return { clock, log, counters, fanOut, observed, spend };
}

/**
 * A stream whose reader takes what it is given at once, or when it is told to: a lagging one, before its socket asks for
 * a pause, a slow one, after.
 */
function createStream({ reader = 'fast' as 'fast' | 'lagging' | 'slow', onWrite = () => {} } = {}) {
  const written: Buffer[] = [];
  const handle = { bytesWritten: 0, writeQueueSize: 0 };
  const socket = Object.assign(new EventEmitter(), {
    ...{ writable: true, writableLength: 0, writableNeedDrain: false, destroyed: false, bytesRead: 0, _handle: handle },
    write(bytes: Buffer) {
      written.push(bytes);
      onWrite();
      handle.bytesWritten += bytes.length;
      if (reader === 'fast') return;
      handle.writeQueueSize += bytes.length;
      socket.writableLength += bytes.length;
      socket.writableNeedDrain = reader === 'slow';
    },
  });
  const real = socket as unknown as Socket;
  const entry = new Entry('sse', undefined);
  const meter = createMeter(entry);
  meter.track(real);
  meter.begin(real, entry, 'head');
  const line = meter.line(real);
  if (!line) throw new Error('a socket that is tracked has a line');
  const state = { heartbeats: 0, end: '' };
  const follower: Follower = {
    ...{ socket: real, line },
    exchange: {
      ...{ entry, line, wrote() {}, heartbeat() {} },
      sent: (batch) => meter.wrote(line, batch),
      tally: (tally) => meter.tally(line, tally),
      untally: () => meter.untally(line),
    },
    writer: {
      dialect: DIALECT,
      write: (bytes) => void socket.write(bytes),
      heartbeat() {
        state.heartbeats += 1;
      },
      end(why) {
        state.end = why;
      },
    },
    wroteAt: 0,
    hasLeft: false,
    leave() {},
  };
  const take = () => {
    handle.writeQueueSize = 0;
    socket.writableLength = 0;
    socket.writableNeedDrain = false;
    socket.emit('drain');
  };
  /** Something beside the events. */
  const say = () => {
    meter.note(real, 'heartbeat', SIGN.length);
    socket.write(SIGN);
  };
  const booked = () => {
    meter.settle(real);
    return entry.read();
  };
  const ids = () =>
    [
      ...Buffer.concat(written)
        .toString()
        .matchAll(/#(\d+)/g),
    ].map(([, id]) => Number(id));
  return { follower, written, state, take, say, booked, ids };
}

const append = (log: EventLog, count: number) => {
  for (let times = 0; times < count; times += 1) void log.append({ type: 'sample', data: times });
};
/** Long enough for what was begun to go as far as it can without time passing. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('what is due in one turn is one write, of the same bytes for all', async () => {
  const { log, fanOut, observed } = start();
  const streams = [createStream(), createStream(), createStream()];
  for (const { follower } of streams) fanOut.follow(follower, { id: 0 });
  await settle();
  append(log, 3);
  await settle();
  const [first] = streams;
  for (const { written, ids } of streams) {
    expect(ids()).toEqual([1, 2, 3]);
    expect(written).toHaveLength(1);
    expect(written[0]).toBe(first?.written[0]);
  }
  expect(observed).toEqual([3, 3, 3]);
});

test('a slow reader is given no more until it has taken what it has, then all that it missed', async () => {
  const { log, fanOut } = start();
  const [slow, other] = [createStream({ reader: 'slow' }), createStream()];
  for (const { follower } of [slow, other]) fanOut.follow(follower, { id: 0 });
  await settle();
  for (let times = 0; times < 4; times += 1) {
    append(log, 1);
    await settle();
  }
  expect([slow.ids(), other.ids()]).toEqual([[1], [1, 2, 3, 4]]);
  slow.take();
  await settle();
  expect(slow.ids()).toEqual([1, 2, 3, 4]);
  expect(slow.written).toHaveLength(2);
});

test('a reader that takes nothing for too long is cut off, told so, and counted', async () => {
  const { clock, log, fanOut, counters } = start();
  const slow = createStream({ reader: 'slow' });
  fanOut.follow(slow.follower, { id: 0 });
  await settle();
  append(log, 1);
  await settle();
  await clock.pass(100);
  await settle();
  expect([slow.state.end, counters.slowReadersCut]).toEqual(['stalled', 1]);
});

test('a reader that missed more than is kept is told of a gap, once', async () => {
  const { log, fanOut, counters } = start({ maxEvents: 2 });
  const slow = createStream({ reader: 'slow' });
  fanOut.follow(slow.follower, { id: 0 });
  await settle();
  append(log, 1);
  await settle();
  append(log, 5);
  slow.take();
  await settle();
  expect(`${Buffer.concat(slow.written)}`.match(/gap|#\d+/g)).toEqual(['#1', 'gap', '#5', '#6']);
  expect(counters.gapsTold).toBe(1);
});

test('heartbeats come when nothing else was written, and stop with the last stream', async () => {
  const { clock, log, fanOut } = start();
  const stream = createStream();
  stream.follower.wroteAt = clock.now();
  fanOut.follow(stream.follower, undefined);
  await settle();
  await clock.pass(900);
  append(log, 1);
  await settle();
  await clock.pass(900);
  expect(stream.state.heartbeats).toBe(0);
  await clock.pass(100);
  expect(stream.state.heartbeats).toBe(1);
  fanOut.leave(stream.follower);
  await clock.pass(3_000);
  expect(stream.state.heartbeats).toBe(1);
});

test('whenever streams come, take their time and go, each is given every event once and in order, and booked what it was given', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('append' as const), count: fc.integer({ min: 1, max: 25 }) }),
    fc.record({ kind: fc.constant('join' as const), reader: fc.constantFrom('fast', 'lagging', 'slow') }),
    fc.record({ kind: fc.constant('take' as const) }),
    fc.record({ kind: fc.constant('leave' as const) }),
    fc.record({ kind: fc.constant('say' as const) }),
    fc.record({ kind: fc.constant('book' as const) }),
    fc.record({ kind: fc.constant('settle' as const) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 20 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { clock, log, fanOut, spend } = start({ maxEvents: 10_000, burst: 7 });
      const streams: ReturnType<typeof createStream>[] = [];
      const left = new Set<ReturnType<typeof createStream>>();
      let appended = 0;
      for (const each of steps) {
        if (each.kind === 'append') {
          append(log, each.count);
          appended += each.count;
        } else if (each.kind === 'join') {
          const stream = createStream({ ...each, onWrite: () => spend(1) });
          streams.push(stream);
          fanOut.follow(stream.follower, { id: 0 });
        } else if (each.kind === 'take') for (const { take } of streams) take();
        else if (each.kind === 'say') for (const { say } of streams) say();
        else if (each.kind === 'book') for (const { booked } of streams) booked();
        else if (each.kind === 'leave') {
          const gone = streams.find((stream) => !left.has(stream));
          if (gone) fanOut.leave(gone.follower);
          if (gone) left.add(gone);
        } else if (each.kind === 'wait') await clock.pass(each.ms);
        else await settle();
      }
      const all = Array.from({ length: appended }, (_, index) => index + 1);
      const isDone = () => streams.every((stream) => left.has(stream) || stream.ids().length === appended);
      for (let times = 0; times < 500 && !isDone(); times += 1) {
        for (const { take } of streams) take();
        await settle();
        await clock.pass(5);
      }
      for (const stream of streams) {
        const ids = stream.ids();
        expect(ids).toEqual(left.has(stream) ? all.slice(0, ids.length) : all);
        stream.take();
        expect(stream.booked()).toMatchObject({ events: ids.length, downBy: bytesOf(stream.written) });
      }
    }),
    { numRuns: 500 },
  );
});

/** What each byte that was written is for. */
function bytesOf(written: readonly Buffer[]): Record<string, number> {
  const text = Buffer.concat(written).toString();
  const heartbeat = text.match(/(?<=^|\}|\.)\./g)?.length ?? 0;
  const framing = text.match(/#\d+ /g)?.join('').length ?? 0;
  return { heartbeat, framing, payload: text.length - heartbeat - framing, other: 0 };
}
