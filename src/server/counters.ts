/** What the server counts beside the ledger; shown at /metrics. */
export type Counters = {
  /** Events published on all channels, by whomever. */
  published: number;
  /** Streams cut off because their reader took too little. */
  slowReadersCut: number;
  /** Gaps told to clients. */
  gapsTold: number;
};

export const createCounters = (): Counters => ({ published: 0, slowReadersCut: 0, gapsTold: 0 });
