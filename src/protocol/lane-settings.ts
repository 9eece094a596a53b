import { z } from 'zod';
import { inRange } from './in-range.ts';
import { DEFAULT_SESSION_POLICY, sessionPolicySchema } from './session-policy.ts';
import { strict } from './strict.ts';

/** What holds for all lanes alike, on the client's side, and can be changed while they run. */
export const laneSettingsSchema = strict({
  // A slower poll than a minute teaches nothing, a faster one than 50 ms is no poll.
  pollIntervalMs: inRange(z.number, 'a number', 50, 60_000).describe(
    'short polling: from an answer to the next request, ms',
  ),
  holdSeconds: inRange(z.number, 'a number', 1, 60).describe('long polling: how long the server may hold a request'),
  patienceSeconds: inRange(z.number, 'a number', 0.5, 120).describe(
    'long polling: the client gives a request up this long after it was sent; shorter than the hold, it throws answers away',
  ),
  silenceSeconds: inRange(z.number, 'a number', 0, 600).describe(
    'streams: without an event for this long the connection is taken for dead; 0 never does',
  ),
  session: sessionPolicySchema,
});

export type LaneSettings = z.infer<typeof laneSettingsSchema>;

export const DEFAULT_LANE_SETTINGS: LaneSettings = {
  pollIntervalMs: 2_000,
  holdSeconds: 25,
  patienceSeconds: 35,
  // A browser shows a page neither SSE comments nor WebSocket pings, so on a quiet stream a dead
  // connection looks like a silent one. A reconnection a minute is the price of telling them apart.
  silenceSeconds: 60,
  session: DEFAULT_SESSION_POLICY,
};
