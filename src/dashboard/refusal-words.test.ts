import { expect, it } from 'vitest';
import { NoAnswerError, RefusedError } from './api.ts';
import { refusalWords } from './refusal-words.ts';

it('names what the server refused and what it allows', () => {
  const errors = [{ field: 'publisher.seed', detail: 'at most 4294967295' }];
  const error = new RefusedError({ type: 'about:blank', title: 'Bad Request', status: 400, detail: 'no', errors });
  expect(refusalWords({ publisher: { seed: 5e9 } }, error)).toBe(
    'The server refused the seed “5000000000”: publisher.seed: at most 4294967295. The setting before stays in effect.',
  );
});

it('does not claim a refusal when there was no answer', () => {
  expect(refusalWords({ publisher: { running: false } }, new NoAnswerError(undefined))).toBe(
    'The server did not get the change of the pause: the server does not answer. The setting before is shown.',
  );
});

it('tells a preset as one', () => {
  const change = { network: { rttMs: 1, jitterMs: 2, lossPercent: 3, seed: 4 } };
  expect(refusalWords(change, new NoAnswerError(undefined))).toContain('did not get these settings:');
});
