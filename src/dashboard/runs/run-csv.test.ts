import { expect, it } from 'vitest';
import { runCsv } from './run-csv.ts';
import { fullRun } from './test-run.ts';

it('has a row for each second and lane, with what spoiled it, and nothing where nothing was measured', () => {
  const lines = runCsv(fullRun()).split('\r\n');
  expect(lines).toHaveLength(1 + 3 * 5 + 1);
  expect(lines[0]).toBe(
    'second_utc,lane,events,latency_p50_ms,latency_p95_ms,latency_max_ms,wait_p50_ms,transit_p50_ms,age_mean_ms,' +
      'age_peak_ms,requests_total,empty_answers_total,wire_up_total_bytes,wire_down_total_bytes,payload_total_bytes,' +
      'spoiled_by',
  );
  const sse = lines.filter((line) => line.includes(',sse,'));
  expect(sse).toEqual([
    '2026-01-31T14:03:05.000Z,sse,5,4.5,9,12.25,0.5,4,100,199.5,,,,,,',
    '2026-01-31T14:03:06.000Z,sse,5,,9,12.25,0.5,4,100,199.5,7,0,900,2500,0,hidden other-tab',
    '2026-01-31T14:03:07.000Z,sse,5,4.5,9,12.25,0.5,4,100,199.5,7,0,900,2500,0,other-tab',
  ]);
  // Its account is the sum of what it used on all transports.
  expect(lines.find((line) => line.startsWith('2026-01-31T14:03:06.000Z,automatic,'))).toContain(',4,0,3600,10000,0,');
  expect(lines.at(-1)).toBe('');
});
