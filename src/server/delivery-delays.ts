import { forEachTransport, type Transport } from '../protocol/transports.ts';

/** How long events waited between their publication and their being handed to a client's socket. */
export type DeliveryDelays = {
  /** `times` deliveries of one event, each so late. */
  observe(transport: Transport, delayMs: number, times: number): void;
  read(): Record<Transport, Delays>;
};

export type Delays = {
  /** Deliveries no later than each bound of {@link DELAY_BOUNDS_MS}, those of the smaller bounds included. */
  readonly upTo: readonly number[];
  readonly count: number;
  readonly sumMs: number;
};

export const DELAY_BOUNDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const;

export function createDeliveryDelays(): DeliveryDelays {
  const delays = forEachTransport(() => ({ inBucket: DELAY_BOUNDS_MS.map(() => 0), count: 0, sumMs: 0 }));
  return {
    observe(transport, delayMs, times) {
      const of = delays[transport];
      of.count += times;
      of.sumMs += delayMs * times;
      const bucket = DELAY_BOUNDS_MS.findIndex((bound) => delayMs <= bound);
      if (bucket >= 0) of.inBucket[bucket] = (of.inBucket[bucket] ?? 0) + times;
    },
    read: () =>
      forEachTransport((transport) => {
        const { inBucket, count, sumMs } = delays[transport];
        let upTo = 0;
        return {
          upTo: inBucket.map((times) => {
            upTo += times;
            return upTo;
          }),
          count,
          sumMs,
        };
      }),
  };
}
