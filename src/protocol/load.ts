import { z } from 'zod';
import { transportAccountSchema } from './ledger.ts';
import { TRANSPORTS } from './transports.ts';

const count = z.int().min(0);
const ms = z.number().min(0);
const bytes = z.int().min(0);

const loopDelay = { p50: ms, p99: ms, max: ms };

/** `POST /api/load/delay`: how late timers were since it was asked last. Zeros when nobody had asked for a minute. */
export const loopDelaySchema = z.object(loopDelay);

export type LoopDelay = z.infer<typeof loopDelaySchema>;

/**
 * What the server's process has cost so far, and what it did for it. All but `eventLoop`, `memory` and `open` are sums
 * since the process began: two readings and the time between them give what a second costs.
 */
export const loadSchema = z.object({
  at: z.number().describe("the server's time of this reading, ms"),
  cpu: z.object({ userMs: ms, systemMs: ms }).describe('CPU time of the process, all of its threads'),
  eventLoop: z.object({
    busyMs: ms.describe('time that the event loop was at work, since it began'),
    idleMs: ms.describe('time that it waited for work'),
    delayMs: z
      .object(loopDelay)
      .describe('how late a timer was in the last whole second in which somebody asked; zeros before'),
  }),
  memory: z.object({
    rssBytes: bytes.describe('resident set of the process'),
    heapUsedBytes: bytes.describe('objects of JavaScript, garbage included that was not collected yet'),
    externalBytes: bytes.describe('memory of buffers and native objects that JavaScript holds'),
  }),
  published: count.describe('events published on all channels'),
  transports: z.record(
    z.enum(TRANSPORTS),
    transportAccountSchema.extend({
      open: count.describe(
        'connections that carry the transport now, or carried it last and wait for its next request',
      ),
    }),
  ),
  limits: z.object({
    openFiles: count.nullable().describe('file descriptors that the process may have; null where that cannot be told'),
    connections: count.describe('connections that the server takes at most'),
  }),
});

export type Load = z.infer<typeof loadSchema>;
