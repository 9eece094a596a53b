/** What the server counts beside the ledger; shown at /metrics. */
export type Counters = {
  /** Streams cut off because their reader took too little. */
  slowReadersCut: number;
  /** Gaps told to clients. */
  gapsTold: number;
};

export const createCounters = (): Counters => ({ slowReadersCut: 0, gapsTold: 0 });
