import { check, equal } from '../assert.ts';
import { fakeEvent, GATE, send } from '../dialects/dialect.ts';
import { type ContractCase, delivered, delivery, forAll, forSome, POLLS, range, STREAMS } from './contract-case.ts';

/** What arrives: all of it, once, in order, with its place in the stream and its time. */
export const ORDER_CASES: readonly ContractCase[] = [
  forAll('what is published before and while it runs arrives in order, each event once', async (stage) => {
    const lab = await stage.openLab();
    const cursor = await lab.cursor();
    await lab.publish(range(1, 5));
    const run = stage.run(lab.url, { cursor });
    await run.untilEvents(5);
    for (const value of range(6, 9)) await lab.publish([value]);
    await lab.publish(range(10, 20));
    await run.untilEvents(20);
    delivered(run, range(1, 20), 1);
    for (const { event, cursor: at } of run.all('event'))
      equal(at, { epoch: cursor.epoch, id: event.id }, 'the cursor');
    equal(run.all('gap'), [], 'the gaps');
  }),

  forAll('what comes up to its cursor does not arrive again', async (stage) => {
    const lab = await stage.openLab();
    const { epoch } = await lab.publish(range(1, 6));
    const run = stage.run(lab.url, { cursor: { epoch, id: 4 } });
    await run.untilEvents(2);
    await lab.publish([7]);
    await run.untilEvents(3);
    delivered(run, [5, 6, 7], 5);
  }),

  forAll('after a bare 0 all that is kept arrives, and no gap is told', async (stage) => {
    const lab = await stage.openLab({ logLimits: { maxEvents: 3, maxBytes: 1e6 } });
    await lab.publish(range(1, 5));
    const run = stage.run(lab.url, { cursor: { id: 0 } });
    await run.untilEvents(3);
    delivered(run, [3, 4, 5], 3);
    equal(run.all('gap'), [], 'the gaps');
  }),

  forAll('an event is handed on whole: id, type, time and data', async (stage) => {
    const event = { ...fakeEvent(8, { nested: [{ deep: null }, true, -0.5] }), type: 'a.type' };
    const script = await stage.openScript(...stage.dialect.open, ...delivery(stage.dialect, { events: [event] }));
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 7 } });
    await run.untilEvents(1);
    equal(run.all('event')[0]?.event, event, 'the event');
    equal(run.all('event')[0]?.cursor, { epoch: 'k3x9', id: 8 }, 'the cursor');
  }),

  forAll('the time of arrival is read for each arrival, before the observer is called', async (stage) => {
    const batches = range(1, 3).map((id) => ({ events: [fakeEvent(id, id)] }));
    const steps = batches.flatMap((batch) => [GATE, ...delivery(stage.dialect, batch)]);
    const script = await stage.openScript(...stage.dialect.open, ...steps);
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    for (const count of range(1, 3)) {
      const before = performance.timeOrigin + performance.now();
      await script.go();
      await run.untilEvents(count);
      const { receivedAt, calledAt } = run.all('event')[count - 1] ?? { receivedAt: Number.NaN, calledAt: Number.NaN };
      check(before <= receivedAt && receivedAt <= calledAt, `not ${before} ≤ ${receivedAt} ≤ ${calledAt}`);
    }
  }),

  forAll('every request names the channel, the cursor and the client', async (stage) => {
    const script = await stage.openScript(...stage.dialect.open, ...stage.dialect.ask);
    stage.run(script.url, { cursor: { epoch: 'k3x9', id: 7 }, config: { client: 'me', channel: 'other' } });
    await script.untilRequests(1);
    const [line = ''] = await script.requests();
    const url = new URL(line.split(' ')[1] ?? '', script.url);
    equal(url.pathname, `/streams/other/${stage.transport}`, 'the path');
    equal([url.searchParams.get('after'), url.searchParams.get('client')], ['k3x9-7', 'me'], 'the query');
  }),

  forSome(POLLS, 'each request and each answer is told, with the number of its events', async (stage) => {
    const { dialect } = stage;
    const script = await stage.openScript(
      ...delivery(dialect, { events: [fakeEvent(1, 1), fakeEvent(2, 2)] }),
      ...delivery(dialect, { events: [fakeEvent(3, 3)] }),
      ...dialect.ask,
    );
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    await script.untilRequests(3);
    await run.until('three requests', () => run.all('requestSent').length === 3);
    const answers = run.all('requestAnswered').map(({ answer }) => answer);
    equal(
      answers.map(({ events }) => events),
      [2, 1],
      'the events of each answer',
    );
    const sent = run.all('requestSent').map(({ sentAt }) => sentAt);
    equal(
      answers.map(({ sentAt }) => sentAt),
      sent.slice(0, 2),
      'when each answered request was sent',
    );
    check(
      answers.every(({ sentAt, answeredAt }) => sentAt <= answeredAt),
      'an answer came before its request',
    );
    const asked = (await script.requests()).map((line) => /after=([^& ]*)/.exec(line)?.[1]);
    equal(asked, ['k3x9-0', 'k3x9-2', 'k3x9-3'], 'what was asked after');
  }),

  forSome(STREAMS, 'the one request of a stream is told, and that it was answered before any event', async (stage) => {
    const { dialect } = stage;
    const script = await stage.openScript(
      ...dialect.open,
      ...range(1, 3).flatMap((id) => [send(dialect.deliver({ events: [fakeEvent(id, id)] }))]),
    );
    const run = stage.run(script.url, { cursor: { epoch: 'k3x9', id: 0 } });
    await run.untilEvents(3);
    const names = run.calls.map(({ name }) => name);
    equal(names.filter((name) => name === 'requestSent' || name === 'event')[0], 'requestSent', 'what came first');
    equal([run.all('requestSent').length, run.all('requestAnswered').length], [1, 1], 'requests and answers');
    check(names.indexOf('requestAnswered') < names.indexOf('event'), 'an event came before the stream was open');
    equal(run.all('requestAnswered')[0]?.answer.events, null, 'the events of an answer that does not end');
    equal(
      run.all('state').map(({ state }) => state),
      dialect.states,
      'the states',
    );
  }),
];
