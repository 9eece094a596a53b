import type { Experiment } from '../../protocol/experiment.ts';

type Stats = Experiment['publisherStats'];

/** Longer than a busy event loop delays a timer; shorter than anybody would call on time. */
const MAX_BEHIND_MS = 100;

/** Whether the publisher is behind its rate: it is late now, or left events out since it was looked at `before`. */
export function isPublisherBehind(before: Stats | undefined, { skipped, behindMs }: Stats): boolean {
  return behindMs > MAX_BEHIND_MS || (before !== undefined && skipped > before.skipped);
}
