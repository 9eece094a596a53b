import { z } from 'zod';
import { TRANSPORTS } from './transports.ts';

const count = z.int().min(0);

/** TCP payload bytes: up is client to server, down is server to client. */
export const wireBytesSchema = z.object({ bytesUp: count, bytesDown: count });

/** What is booked for everything that is not a transport's: `control` and `static`. */
export const accountSchema = wireBytesSchema.extend({
  requests: count.describe('HTTP requests and upgrade handshakes'),
  connections: count.describe(
    'TCP connections that carried these requests; a shared one counts for each that shares it',
  ),
});

/**
 * What a byte on the wire is for. `setup`: handshakes, and whatever else opens a stream. `head`: request lines, status
 * lines and headers of polls. `framing`: what stands around the events: chunk and frame headers, SSE fields, the poll
 * answer's envelope, close frames. `heartbeat`: SSE comments, pings and pongs. `payload`: the events' JSON. `other`:
 * answers that are errors.
 */
export const BYTE_KINDS = ['setup', 'head', 'framing', 'heartbeat', 'payload', 'other'] as const;

export type ByteKind = (typeof BYTE_KINDS)[number];

const bytesByKindSchema = z.record(z.enum(BYTE_KINDS), count);

export type BytesByKind = z.infer<typeof bytesByKindSchema>;

export const transportAccountSchema = accountSchema.extend({
  upBy: bytesByKindSchema.describe('bytesUp, by what the bytes are for'),
  downBy: bytesByKindSchema.describe('bytesDown, by what the bytes are for'),
  emptyResponses: count.describe('answers that carried no event'),
  events: count.describe('events written to clients'),
  payloadBytes: count.describe("of bytesDown, UTF-8 size of the events' JSON"),
});

export type Account = z.infer<typeof accountSchema>;
export type TransportAccount = z.infer<typeof transportAccountSchema>;

/** The parts (`transports`, `control`, `static`) add up to `wire` at any moment. */
export const ledgerSchema = z.object({
  at: z.number().describe("the server's time of this account, ms"),
  wire: wireBytesSchema,
  transports: z.record(z.enum(TRANSPORTS), transportAccountSchema),
  control: accountSchema,
  static: accountSchema,
});

export type Ledger = z.infer<typeof ledgerSchema>;

export const CLIENT_RULE = '1 to 32 characters of A-Z, a-z, 0-9, ".", "_" and "-"';
export const clientSchema = z.string().regex(/^[A-Za-z0-9._-]{1,32}$/, `must be ${CLIENT_RULE}`);
