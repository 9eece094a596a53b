import type { EventLog } from '../../stream/event-log.ts';
import { createFanOut, type FanOut, type FanOutNeeds } from './fan-out.ts';

/** The fan-out of each log. */
export type FanOuts = { of(log: EventLog): FanOut };

export function createFanOuts(needs: FanOutNeeds): FanOuts {
  // A log that is forgotten takes its fan-out with it.
  const fanOuts = new WeakMap<EventLog, FanOut>();
  return {
    of(log) {
      const fanOut = fanOuts.get(log) ?? createFanOut(log, needs);
      fanOuts.set(log, fanOut);
      return fanOut;
    },
  };
}
