import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cursorRequestSchema } from '../../protocol/cursor.ts';
import { channelSchema } from '../../protocol/event.ts';
import { clientSchema } from '../../protocol/ledger.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { Channels } from '../../stream/channels.ts';
import type { ReadLimits } from '../../stream/event-log.ts';
import type { Counters } from '../counters.ts';
import type { DeliveryDelays } from '../delivery-delays.ts';
import type { Lifetime } from '../lifetime.ts';
import type { Booking } from '../wire/booking.ts';
import type { Meter } from '../wire/meter.ts';
import type { FanOuts } from './fan-outs.ts';
import type { Answer } from './poll-answer.ts';
import type { SliceMemo } from './slice-memo.ts';

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The server's half of a transport: one route of the stream API. */
export type ServerTransport = {
  readonly name: Transport;
  register(app: App, services: StreamServices): void;
};

export type StreamServices = Booking & {
  readonly meter: Pick<Meter, 'note' | 'settle' | 'settleUpAs'>;
  readonly channels: Channels;
  readonly fanOuts: FanOuts;
  readonly answers: SliceMemo<Answer>;
  readonly lifetime: Lifetime;
  readonly counters: Counters;
  readonly delays: DeliveryDelays;
  readonly limits: StreamLimits;
  /** ms since 1970, fractional, never steps back. */
  now(): number;
  /** Calls `run` once after `delayMs`; the answer cancels it. */
  setTimer(delayMs: number, run: () => void): () => void;
};

export type StreamLimits = {
  /** One poll's answer. */
  readonly answer: ReadLimits;
  /** What is written to a stream before its reader has to catch up. */
  readonly burst: ReadLimits;
  /** A stream's reader that takes nothing for this long is cut off. */
  readonly stallMs: number;
  /** A stream without an event is shown to be alive this often. */
  readonly heartbeatMs: number;
  /** What EventSource is told to wait before it connects again by itself: it knows neither backoff nor jitter. */
  readonly retryMs: number;
  /** How long a closing stream may take to flush before its socket is destroyed. */
  readonly closeMs: number;
};

export const DEFAULT_STREAM_LIMITS: StreamLimits = {
  answer: { maxEvents: 10_000, maxBytes: 4 * 1024 * 1024 },
  burst: { maxEvents: 1_000, maxBytes: 256 * 1024 },
  // Longer than the pauses of the slowest networks that can be emulated.
  stallMs: 30_000,
  // Below the 60 s after which common proxies cut a silent connection (nginx proxy_read_timeout).
  heartbeatMs: 15_000,
  retryMs: 1_000,
  // The slowest network that can be emulated takes more than two seconds for the way there and back.
  closeMs: 5_000,
};

export const streamParamsSchema = z.object({ channel: channelSchema });

/** What every stream endpoint understands; `client` is read where the request is booked. */
export const streamQuerySchema = z.object({
  after: cursorRequestSchema.optional().describe('the last event seen; absent means live from now'),
  client: clientSchema.optional().describe("names the client in the server's ledger"),
});
