import { describe, expect, test } from 'vitest';
import type { Transport } from '../protocol/transports.ts';
import { createScriptedTransports, START, type Way } from '../testing/scripted-transports.ts';
import { type AutomaticLimits, createAutomatic, type Negotiation } from './automatic.ts';
import { ABORTED, type CloseReason, DEFAULT_TRANSPORT_CONFIG, type TransportObserver } from './transport.ts';

const CONFIG = { ...DEFAULT_TRANSPORT_CONFIG, baseUrl: 'http://127.0.0.1:1', channel: 'main', client: 'test' };
const WAIT: CloseReason = { kind: 'http-status', status: 429, retry: true, retryAfterMs: 7_000, detail: 'too many' };

type Call = keyof TransportObserver | 'tell';

/** The automatic transport on scripted ones; `again` makes the next attempt, as a session would. */
function start(ways: Partial<Record<Transport, Way>> = {}, limits: Partial<AutomaticLimits> = {}) {
  const world = createScriptedTransports(ways);
  const told: Negotiation[] = [];
  const ids: number[] = [];
  const calls: Call[] = [];
  const ends: CloseReason[] = [];
  let inside = (_call: Call) => {};
  let controller = new AbortController();

  const note =
    <Args extends readonly unknown[]>(call: Call, more: (...args: Args) => void = () => {}) =>
    (...args: Args) => {
      expect(controller.signal.aborted, `${call} after the abort`).toBe(false);
      calls.push(call);
      more(...args);
      inside(call);
    };
  const observer: TransportObserver = {
    ...{ state: note('state'), gap: note('gap') },
    ...{ requestSent: note('requestSent'), requestAnswered: note('requestAnswered') },
    event: note('event', ({ id }: { id: number }) => ids.push(id)),
  };
  const tell: (negotiation: Negotiation) => void = note('tell', (one: Negotiation) => told.push(one));
  const { platform, transports } = world;
  const automatic = createAutomatic(CONFIG, platform, tell, { transports, limits });

  const again = () => {
    controller = new AbortController();
    const cursor = { ...START, id: ids.at(-1) ?? 0 };
    const end = automatic.run({ cursor, observer, signal: controller.signal });
    end.then((reason) => ends.push(reason));
    return end;
  };
  again();
  return {
    ...world,
    ...{ told, ids, calls, ends, again },
    attempts: () => world.started().map(({ transport }) => transport),
    now: () => told.at(-1)?.transport,
    why: () => told.map(({ why }) => why),
    stopInside(call: Call) {
      inside = (is) => is === call && controller.abort();
    },
    abort: () => controller.abort(),
    /** Publishes and lets time pass, again and again. */
    async live(ms: number, everyMs = 200) {
      for (let passed = 0; passed < ms; passed += everyMs) {
        world.publish();
        await world.clock.pass(everyMs);
      }
    },
  };
}

describe('the way down', () => {
  test('takes the best when it works, and asks for nothing else', async () => {
    const it = start();
    await it.live(60_000);
    expect(it.attempts()).toEqual(['websocket']);
    expect(it.why()).toEqual(['WebSocket works']);
    expect(it.probes()).toBe(0);
    expect(it.ids).toEqual(it.published());
  });

  test('goes on at once to the next that can be opened, and says why', async () => {
    const it = start({ websocket: 'refused', sse: 'refused' });
    await it.live(1_000);
    expect(it.attempts()).toEqual(['websocket', 'sse', 'long-polling']);
    expect(it.why()).toEqual([
      'WebSocket could not be opened; Server-Sent Events could not be opened; Long polling works',
    ]);
    expect(it.ids).toEqual(it.published());
  });

  test('ends with the last reason when none works, and begins at the top again', async () => {
    const ends: Way = { ends: { kind: 'network', retry: true, detail: 'gone' } };
    const it = start({ websocket: 'refused', sse: 'refused', 'long-polling': 'refused', 'short-polling': ends });
    await it.clock.pass(0);
    expect(it.ends).toEqual([{ kind: 'network', retry: true, detail: 'gone' }]);
    expect(it.told).toEqual([]);
    Object.assign(it.ways, { websocket: 'works' });
    it.again();
    await it.clock.pass(0);
    expect(it.attempts().slice(4)).toEqual(['websocket']);
  });

  test('does not go on when it is asked to wait', async () => {
    const it = start({ websocket: 'refused', sse: 'refused', 'long-polling': { ends: WAIT } });
    await it.clock.pass(0);
    expect(it.ends).toEqual([WAIT]);
    expect(it.attempts()).not.toContain('short-polling');
  });

  test('begins with what worked last', async () => {
    const it = start({ websocket: 'refused', sse: { diesAfterMs: 6_000 } });
    await it.live(6_200);
    expect(it.ends).toMatchObject([{ kind: 'network' }]);
    it.again();
    await it.clock.pass(100);
    expect(it.attempts()).toEqual(['websocket', 'sse', 'sse']);
    expect(it.told).toHaveLength(2);
    expect(it.told[1]).toEqual(it.told[0]);
  });

  test('leaves what breaks off young three times in a row', async () => {
    const it = start({ websocket: { diesAfterMs: 1_000 } });
    for (let time = 0; time < 3; time += 1) {
      await it.live(1_000);
      await it.clock.pass(0);
      expect(it.ends).toHaveLength(time + 1);
      it.again();
    }
    await it.live(1_000);
    expect(it.attempts()).toEqual(['websocket', 'websocket', 'websocket', 'sse']);
    expect(it.why().at(-1)).toBe('WebSocket broke off again and again; Server-Sent Events works');
    expect(it.ids).toEqual(it.published());
  });
});

describe('a stream that is silent', () => {
  test('is left when a short poll shows that events are held back', async () => {
    const it = start({ websocket: 'refused', sse: 'held-back' });
    await it.live(5_000);
    expect(it.now()).toBe('long-polling');
    expect(it.why().at(-1)).toBe(
      'WebSocket could not be opened; Server-Sent Events was open, but events were held back on the way ' +
        '(as a buffering proxy does); Long polling works',
    );
    expect(it.ids).toEqual(it.published());
    expect(it.probes()).toBe(1);
  });

  test('is left when it does not even open', async () => {
    const it = start({ websocket: 'hangs' });
    await it.live(5_000);
    expect(it.why()).toEqual(['WebSocket did not answer in time, although the server does; Server-Sent Events works']);
  });

  test('stays when there is nothing to bring, and is asked after ever less often', async () => {
    const it = start({ websocket: 'held-back' });
    await it.clock.pass(44_000);
    // After 3, 6, 12 and 24 s, each counted from the last sign of life.
    expect(it.probes()).toBe(4);
    expect(it.attempts()).toEqual(['websocket']);
    await it.live(60_000);
    expect(it.now()).toBe('sse');
    expect(it.ids).toEqual(it.published());
  });

  test('that had brought something is opened anew, and left when that does not help', async () => {
    const it = start();
    await it.live(1_000);
    Object.assign(it.ways, { websocket: 'held-back' });
    it.stall();
    await it.live(4_500);
    expect(it.attempts()).toEqual(['websocket', 'websocket']);
    await it.live(3_000);
    expect(it.now()).toBe('sse');
    expect(it.ids).toEqual(it.published());
  });

  test('that is only stalled goes on by the same transport', async () => {
    const it = start();
    await it.live(1_000);
    it.stall();
    await it.live(20_000);
    expect(it.attempts()).toEqual(['websocket', 'websocket']);
    expect(it.why()).toEqual(['WebSocket works']);
    expect(it.ids).toEqual(it.published());
  });
});

describe('the way up', () => {
  const DOWN = { websocket: 'refused', sse: 'refused', 'long-polling': 'refused' } as const;

  test('tries the better ones beside the present one, ever less often', async () => {
    const it = start({ websocket: 'refused' });
    await it.live(200_000);
    const tries = it.started().filter(({ transport }) => transport === 'websocket');
    // Ten seconds, then twice as long each time; a wait takes note of the clock every 100 ms.
    expect(tries.map(({ at }) => Math.round(at / 1_000))).toEqual([0, 10, 30, 70, 150]);
    expect(it.now()).toBe('sse');
    expect(it.ids).toEqual(it.published());
  });

  test('never waits longer than five minutes', async () => {
    const it = start({ websocket: 'refused' }, { climbAfterMs: 100_000 });
    await it.live(1_500_000, 1_000);
    const tries = it.started().filter(({ transport }) => transport === 'websocket');
    expect(tries.map(({ at }) => Math.round(at / 1_000))).toEqual(
      [0, 100, 300, 600, 900, 1_200, 1_500].slice(0, tries.length),
    );
    expect(tries.length).toBeGreaterThanOrEqual(6);
  });

  test.each(['websocket', 'sse', 'long-polling'] as const)('goes straight to the best that works: %s', async (best) => {
    const it = start(DOWN);
    await it.live(1_000);
    expect(it.now()).toBe('short-polling');
    Object.assign(it.ways, { [best]: 'works' });
    await it.live(18_000);
    expect(it.now()).toBe(best);
    expect(it.why().at(-1)).toContain('the way is clear again: ');
    expect(it.running()).toEqual([best]);
    expect(it.ids).toEqual(it.published());
  });

  test.each<[string, Way]>([
    ['is not better', { lateMs: 1_500 }],
    ['opens and brings nothing', 'held-back'],
    ['does not open', 'hangs'],
    ['breaks off', { ends: { kind: 'network', retry: true, detail: 'lost' } }],
  ])('stays below one that %s', async (_, way) => {
    const it = start({ websocket: 'refused' });
    await it.live(1_000);
    Object.assign(it.ways, { websocket: way });
    await it.live(20_000);
    expect(it.now()).toBe('sse');
    expect(it.ids).toEqual(it.published());
  });

  test('takes one that is a little slower', async () => {
    const it = start({ websocket: 'refused' });
    await it.live(1_000);
    Object.assign(it.ways, { websocket: { lateMs: 400 } });
    await it.live(15_000);
    await it.clock.pass(400);
    expect(it.now()).toBe('websocket');
    expect(it.ids).toEqual(it.published());
  });

  test('hands on what the better one brought before the present one did', async () => {
    const it = start({ websocket: 'refused', sse: { lateMs: 700 } });
    await it.live(1_000);
    Object.assign(it.ways, { websocket: 'works' });
    await it.live(18_000);
    expect(it.now()).toBe('websocket');
    expect(it.ids).toEqual(it.published());
  });

  test('keeps no more of a trial than it may, and loses nothing by that', async () => {
    const it = start({ websocket: 'refused', sse: { lateMs: 700 } }, { maxKeptEvents: 5 });
    await it.live(1_000);
    Object.assign(it.ways, { websocket: 'works' });
    // The trial is on, and brings a hundred at once that the present one has not.
    await it.clock.pass(9_500);
    expect(it.running()).toEqual(['sse', 'websocket']);
    it.publish(100);
    await it.clock.pass(100);
    expect(it.running()).toEqual(['sse']);
    await it.live(2_000);
    expect(it.ends).toEqual([]);
    expect(it.ids.slice(0, 100)).toEqual(it.published().slice(0, 100));
  });

  test('does not climb to one whose buffer lets something young through now and then', async () => {
    const it = start({ websocket: 'refused', sse: 'refused' });
    await it.live(1_000);
    Object.assign(it.ways, { sse: { bringsFirst: 3 } });
    await it.live(18_000);
    expect(it.attempts()).toContain('sse');
    expect(it.told.map(({ transport }) => transport)).toEqual(['long-polling']);
    expect(it.running()).toEqual(['long-polling']);
    expect(it.ids).toEqual(it.published());
  });

  test('on a channel where nothing comes, it stays: nothing shows that the better one works', async () => {
    const it = start({ websocket: 'refused' });
    await it.clock.pass(1_000);
    Object.assign(it.ways, { websocket: 'works' });
    await it.clock.pass(40_000);
    expect(it.now()).toBe('sse');
    expect(it.running()).toEqual(['sse']);
  });
});

describe('abort', () => {
  const SLOW_CLIMB = { websocket: 'refused', sse: 'held-back' } as const;

  test.each([0, 1_000, 3_050, 3_500, 4_500, 14_200, 16_000, 40_000])(
    'after %i ms it settles and leaves nothing behind',
    async (ms) => {
      const it = start(SLOW_CLIMB);
      await it.live(ms, 50);
      it.abort();
      await it.clock.pass(0);
      expect(it.ends).toEqual([ABORTED]);
      expect(it.running()).toEqual([]);
      expect(it.clock.pendingTimers()).toBe(0);
    },
  );

  test.each(['state', 'requestSent', 'requestAnswered', 'event', 'tell'] as const)(
    'inside %s, at whatever time, nothing more is told',
    async (call) => {
      for (const ms of [0, 2_000, 4_100, 14_300]) {
        const it = start({ websocket: 'refused', sse: 'held-back' });
        await it.live(ms, 50);
        Object.assign(it.ways, { websocket: 'works' });
        it.stopInside(call);
        await it.live(30_000, 100);
        if (it.ends.length === 0) it.abort();
        await it.clock.pass(0);
        expect(it.ends).toEqual([ABORTED]);
        expect(it.running()).toEqual([]);
        expect(it.clock.pendingTimers()).toBe(0);
      }
    },
  );

  test('before it runs, it does nothing', async () => {
    const { platform, transports, started } = createScriptedTransports();
    const automatic = createAutomatic(CONFIG, platform, () => {}, { transports });
    // Whatever it called of this one would throw.
    const observer = {} as TransportObserver;
    expect(await automatic.run({ cursor: START, observer, signal: AbortSignal.abort() })).toEqual(ABORTED);
    expect(started()).toEqual([]);
  });

  test('whoever starts anew is told anew', async () => {
    const it = start();
    await it.live(1_000);
    it.abort();
    await it.clock.pass(0);
    it.again();
    await it.live(1_000);
    expect(it.why()).toEqual(['WebSocket works', 'WebSocket works']);
  });
});
