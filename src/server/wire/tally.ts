import type { Batch } from './batch.ts';

/**
 * What several connections are written alike. It is counted once for all of them, and comes to each one's account when
 * somebody asks for that: with ten thousand connections, looking at each one's account is what counting costs.
 */
export class Tally {
  events = 0;
  framingBytes = 0;
  payloadBytes = 0;

  add({ events, framingBytes, payloadBytes }: Batch): void {
    this.events += events;
    this.framingBytes += framingBytes;
    this.payloadBytes += payloadBytes;
  }
}
