import { check, equal } from '../assert.ts';
import { send } from '../dialects/dialect.ts';
import { chunk, httpAnswer, httpHead } from '../dialects/http.ts';
import { type ContractCase, endsWith, forAll, forSome, POLLS } from './contract-case.ts';

const PROBLEM = { 'Content-Type': 'application/problem+json' };

/** Which statuses another try may mend: RFC 9110, section 15. */
const STATUSES = { 400: false, 403: false, 404: false, 408: true, 429: true, 500: true, 503: true } as const;

const SOON = 90_000;

/** What `Retry-After` may say, and what becomes of it. */
const RETRY_AFTER = [
  { what: 'seconds', value: () => '7', is: (ms: number | undefined) => ms === 7_000 },
  {
    what: 'a date',
    value: () => new Date(Date.now() + SOON).toUTCString(),
    is: (ms: number | undefined) => ms !== undefined && ms > SOON - 30_000 && ms <= SOON,
  },
  {
    what: 'a date in the past',
    value: () => new Date(Date.now() - SOON).toUTCString(),
    is: (ms: number | undefined) => ms === 0,
  },
  { what: 'nonsense', value: () => 'soon', is: (ms: number | undefined) => ms === undefined },
];

/** A server that answers, but not with what was asked for. */
export const REFUSAL_CASES: readonly ContractCase[] = [
  ...Object.entries(STATUSES).map(([status, retry]) =>
    forAll(`refused with status ${status}`, async (stage) => {
      const script = await stage.openScript({ do: 'request' }, send(httpAnswer(Number(status), PROBLEM, '{}')));
      const run = stage.run(script.url);
      const reason = await endsWith(run, stage.dialect.tells.errorStatus);
      if (reason.kind === 'http-status') {
        equal([reason.status, reason.retry, reason.retryAfterMs], [Number(status), retry, undefined], 'the reason');
      }
      equal(run.all('requestAnswered'), [], 'answers that count as such');
      equal((await script.requests()).length, 1, 'the number of requests');
    }),
  ),

  ...RETRY_AFTER.map(({ what, value, is }) =>
    forSome(POLLS, `refused with 503, and Retry-After is ${what}`, async (stage) => {
      const answer = httpAnswer(503, { ...PROBLEM, 'Retry-After': value() }, '{}');
      const script = await stage.openScript({ do: 'request' }, send(answer));
      const reason = await endsWith(stage.run(script.url), 'http-status');
      const retryAfterMs = reason.kind === 'http-status' ? reason.retryAfterMs : Number.NaN;
      check(is(retryAfterMs), `retryAfterMs is ${retryAfterMs}`);
      equal(reason.retry, true, 'whether it should be tried again');
    }),
  ),

  forAll('refused with a body that never ends: it does not wait for it', async (stage) => {
    const head = httpHead(500, { ...PROBLEM, 'Transfer-Encoding': 'chunked' });
    const script = await stage.openScript({ do: 'request' }, send(head + chunk('{"detail":')));
    await endsWith(stage.run(script.url), stage.dialect.tells.errorStatus);
    await script.untilClosed();
  }),

  forAll('a foreign answer: something else listens on that port', async (stage) => {
    const { foreignAnswer, tells } = stage.dialect;
    const script = await stage.openScript({ do: 'request' }, send(foreignAnswer));
    const run = stage.run(script.url);
    await endsWith(run, tells.foreignAnswer);
    equal(run.data(), [], 'the events');
  }),

  forSome(['websocket'], 'a handshake with the wrong key', async (stage) => {
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Accept': 'bm90IHRoZSByaWdodCBvbmU=' };
    const script = await stage.openScript({ do: 'request' }, send(httpHead(101, headers)));
    await endsWith(stage.run(script.url), 'refused');
    await script.untilClosed();
  }),
];
