import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { ledgerKey, putSavedAnswers } from './queries.ts';
import { fullRun } from './runs/test-run.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the accounts of a saved run are there for as long as the page is, whoever looks at them', () => {
  vi.useFakeTimers();
  const queryClient = new QueryClient();
  const saved = fullRun();
  putSavedAnswers(queryClient, saved);
  vi.advanceTimersByTime(60 * 60_000);
  expect(queryClient.getQueryData(ledgerKey(saved, saved.run.client))).toHaveLength(saved.ledger.length);
});
