import { describe, expect, it } from 'vitest';
import { forEachTransport } from '../../protocol/transports.ts';
import { accountWith, ledgerWith } from '../test-fixtures.ts';
import { extraTraffic } from './extra-traffic.ts';

/** An account at each second: requests so far, of 100 bytes up and 50 down each. */
function history(...requests: number[]) {
  return requests.map((count, second) =>
    ledgerWith({
      at: second * 1_000,
      transports: forEachTransport(() => accountWith({ requests: count, bytesUp: 100 * count, bytesDown: 50 * count })),
    }),
  );
}

const FAULT = { at: 4_300, recoveredAt: 6_200, quietSince: Number.NEGATIVE_INFINITY };

describe('extraTraffic', () => {
  it('is what was used around the fault, less what was used just before in as much time', () => {
    // From 4 s to 7 s it used 9, from 1 s to 4 s it had used 3.
    expect(extraTraffic(history(0, 1, 2, 3, 4, 6, 9, 13), 'sse', FAULT)).toEqual({ requests: 6, bytes: 900 });
  });

  it('is below zero where a lane was quieter than usual', () => {
    expect(extraTraffic(history(0, 10, 20, 30, 40, 41, 42, 43), 'sse', FAULT)?.requests).toBe(-27);
  });

  it('is not told before the recovery is in the account, nor when there was too little before the fault', () => {
    expect(extraTraffic(history(0, 1, 2, 3, 4, 5, 6), 'sse', FAULT)).toBeUndefined();
    expect(extraTraffic(history(0, 1, 2, 3, 4, 6, 9, 13).slice(2), 'sse', FAULT)).toBeUndefined();
    expect(extraTraffic([], 'sse', FAULT)).toBeUndefined();
  });

  it('takes as much time from before, however far apart the accounts are', () => {
    const [first, ...others] = history(0, 1, 2, 3, 4, 6, 9, 13);
    if (!first) throw new Error('no account');
    // Without the one at 1 s, the one at 0 s has to do: 4 in 4 s are 3 in 3 s.
    expect(extraTraffic([first, ...others.slice(1)], 'sse', FAULT)?.requests).toBe(6);
  });

  it('looks back no further than to when it was quiet, and not at all when that is too little', () => {
    const long = history(...Array.from({ length: 40 }, (_, second) => (second < 10 ? 50 * second : 500 + second)));
    const fault = { at: 20_000, recoveredAt: 35_000 };
    expect(extraTraffic(long, 'sse', { ...fault, quietSince: 11_000 })?.requests).toBe(0);
    expect(extraTraffic(long, 'sse', { ...fault, quietSince: 16_000 })).toBeUndefined();
  });
});
