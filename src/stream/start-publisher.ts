import { DEFAULT_PUBLISHER, type PublisherSettings } from '../protocol/experiment.ts';
import type { JsonValue } from './event-log.ts';
import { createFakeClock } from './fake-clock.ts';
import { createPublisher } from './publisher.ts';

/** For tests: a publisher on a fake clock, and all that it published; `at` counts from the start. */
export function startPublisher(settings: Partial<PublisherSettings> = {}, options: StartOptions = {}) {
  const clock = createFakeClock(options.lateness);
  const startedAt = clock.now();
  const events: { readonly at: number; readonly type: string; readonly data: JsonValue }[] = [];
  const publisher = createPublisher({
    settings: { ...DEFAULT_PUBLISHER, ...settings },
    now: clock.now,
    setTimer: clock.setTimer,
    publish(type, data) {
      events.push({ at: clock.now() - startedAt, type, data });
      return options.publish?.() ?? Promise.resolve();
    },
  });
  const times = () => events.map(({ at }) => at);
  const payloads = () => events.map(({ data }) => data);
  return { clock, publisher, events, times, payloads };
}

type StartOptions = {
  /** Of every timer, ms. */
  readonly lateness?: () => number;
  /** What the store makes of an event; takes it if absent. */
  readonly publish?: () => Promise<unknown>;
};
