import { gapSchema } from '../../protocol/answer.ts';
import { formatCursor, parseCursor } from '../../protocol/cursor.ts';
import { eventSchema } from '../../protocol/event.ts';
import { type CreateTransport, streamUrl } from '../transport.ts';
import { parse } from './parse.ts';
import { streamAttempt } from './stream-attempt.ts';

const CLOSED = 2;

/**
 * Server-Sent Events, by the platform's own EventSource. It connects again by itself after a loss and
 * names the last event's id; only when it gives up, or does not get through, is the attempt over.
 */
export const createSse: CreateTransport = (config, platform) => ({
  run({ cursor, observer, signal }) {
    return streamAttempt({ observer, signal }, config, platform, ({ guard, opened, reopening, alive, settle }) => {
      const source = platform.openEventSource(streamUrl(config, 'sse', { after: formatCursor(cursor) }));

      source.addEventListener('open', guard(opened));
      source.addEventListener(
        'message',
        guard(({ data, lastEventId }) => {
          const receivedAt = platform.now();
          alive();
          const event = parse(eventSchema, data, config.maxAnswerBytes);
          const at = parseCursor(lastEventId);
          if (event.kind !== 'parsed') return settle(event);
          const detail = `event ${event.value.id} has the id ${lastEventId}`;
          if (at?.id !== event.value.id) return settle({ kind: 'protocol', retry: true, detail });
          observer.event(event.value, at, receivedAt);
        }),
      );
      source.addEventListener(
        'gap',
        guard(({ data }) => {
          alive();
          const gap = parse(gapSchema, data, config.maxAnswerBytes);
          if (gap.kind === 'parsed') observer.gap(gap.value);
          else settle(gap);
        }),
      );
      source.addEventListener(
        'close',
        guard(({ data }) => settle({ kind: 'ended', retry: true, detail: `the server closed the stream: ${data}` })),
      );
      source.addEventListener(
        'error',
        guard(() => {
          if (source.readyState === CLOSED) {
            const detail = 'EventSource gave up: the answer was no event stream; it does not tell what it was';
            return settle({ kind: 'refused', retry: true, detail });
          }
          // When EventSource asks again it does not tell; it waits what the server's `retry` said.
          reopening();
        }),
      );
      return () => source.close();
    });
  },
});
