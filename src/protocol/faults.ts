import { z } from 'zod';
import { inRange } from './in-range.ts';
import { strict } from './strict.ts';

/** Faults that can be caused, in the order in which they are shown. */
export const FAULT_KINDS = ['cut', 'outage', 'stall', 'restart'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** How a connection is cut: ended in order as far as TCP knows, or reset. */
export const CUTS = ['fin', 'rst'] as const;

const seconds = (min: number, max: number) => inRange(z.number, 'a number', min, max);

/**
 * What can be done to the lanes' connections:
 *
 * - `cut`: every connection is closed, with a FIN or a reset; new ones are let in.
 * - `outage`: every connection is reset, and new ones too, for `seconds`.
 * - `stall`: the connections that are open carry nothing any more and nobody is told ("half-open"), until the server
 *   gives them up after a minute at the most; new ones work.
 * - `restart`: the streams are told that the server ends; every log begins anew, under a new epoch, and the server is
 *   away for `seconds`. What is published meanwhile is there when it comes back.
 */
export const faultRequestSchema = z.discriminatedUnion(
  'kind',
  [
    strict({ kind: z.literal('cut'), how: z.enum(CUTS, 'must be fin or rst').default('rst') }),
    strict({ kind: z.literal('outage'), seconds: seconds(0.1, 60).default(5) }),
    strict({ kind: z.literal('stall') }),
    strict({ kind: z.literal('restart'), seconds: seconds(0, 60).default(2) }),
  ],
  `must be one of ${FAULT_KINDS.join(', ')}`,
);

export type FaultRequest = z.infer<typeof faultRequestSchema>;

/** One fault that was caused. */
export const faultSchema = z.object({
  number: z.int().positive().describe('counted from 1 since the server started'),
  kind: z.enum(FAULT_KINDS),
  how: z.enum(CUTS).optional(),
  at: z.number().describe('when it began, the server’s time, ms'),
  until: z.number().describe('when it is over; the same as `at` for one that takes no time'),
  connections: z.int().describe('connections that it met'),
  cause: z.enum(['hand', 'bad-day']),
});

export type Fault = z.infer<typeof faultSchema>;

export const badDayRequestSchema = strict({
  seed: inRange(z.int, 'a whole number', 0, 0xffff_ffff).default(1),
  seconds: seconds(5, 600).default(60).describe('how long it lasts'),
  faults: inRange(z.int, 'a whole number', 1, 200).default(8).describe('how many faults it has'),
});

export type BadDayRequest = z.infer<typeof badDayRequestSchema>;

/** A list of faults on a timeline; the same request gives the same list. */
export const badDaySchema = z.object({
  seed: z.int(),
  startedAt: z.number().describe('the server’s time, ms'),
  endsAt: z.number(),
  plan: z.array(z.object({ afterSeconds: z.number(), fault: faultRequestSchema })),
});

export type BadDay = z.infer<typeof badDaySchema>;

/** The faults after the `after`th, oldest first, and the bad day that is being played. */
export const faultsSchema = z.object({
  startedAt: z.number().describe('when the server started: another one counts its faults from zero'),
  faults: z.array(faultSchema),
  badDay: badDaySchema.nullable(),
});

export type Faults = z.infer<typeof faultsSchema>;
