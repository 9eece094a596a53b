import type { LoggedEvent, ReadLimits } from './event-log.ts';

/** How much a log keeps. The newest event is always kept, however large. */
export type LogLimits = {
  /** At least 1. */
  readonly maxEvents: number;
  /** Of the kept events' JSON together. */
  readonly maxBytes: number;
};

/**
 * The newest events of a log, in a ring: ids are dense, so an event's place follows from its id.
 *
 * ```
 *   id       6   7   3   4   5
 *   slot     0   1   2   3   4        maxEvents = 5
 *                head oldest
 * ```
 *
 * Adding, dropping and finding an event cost the same however many are kept.
 */
export function createKeptEvents({ maxEvents, maxBytes }: LogLimits) {
  // Grows one by one up to `maxEvents`, so that a quiet channel costs little.
  const slots: (LoggedEvent | undefined)[] = [];
  let oldestId = 1;
  let headId = 0;
  let bytes = 0;

  const slotOf = (id: number) => (id - 1) % maxEvents;

  function dropOldest(): void {
    const slot = slotOf(oldestId);
    bytes -= slots[slot]?.payloadBytes ?? 0;
    slots[slot] = undefined;
    oldestId += 1;
  }

  return {
    oldestId: () => oldestId,
    headId: () => headId,
    newest: () => slots[slotOf(headId)],

    /** The event's id must be `headId() + 1`. */
    push(logged: LoggedEvent): void {
      if (headId - oldestId + 1 === maxEvents) dropOldest();
      headId += 1;
      slots[slotOf(headId)] = logged;
      bytes += logged.payloadBytes;
      while (bytes > maxBytes && oldestId < headId) dropOldest();
    },

    /** The events after `afterId`, which must be `oldestId() - 1` or later, as many as the limits allow. */
    after(afterId: number, limits: ReadLimits): LoggedEvent[] {
      const events: LoggedEvent[] = [];
      let sliceBytes = 0;
      for (let id = afterId + 1; id <= headId; id += 1) {
        const logged = slots[slotOf(id)];
        if (logged === undefined) break;
        sliceBytes += logged.payloadBytes;
        const cut = events.length >= limits.maxEvents || sliceBytes > limits.maxBytes;
        if (cut && events.length > 0) break;
        events.push(logged);
      }
      return events;
    },
  };
}
