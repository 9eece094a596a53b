import { nodePlatform } from '../client/platform-node.ts';
import { ABORTED, type Attempt, type CloseReason, type CreateTransport } from '../client/transport.ts';
import type { StreamEvent } from '../protocol/event.ts';
import { forEachTransport, type Transport } from '../protocol/transports.ts';
import { createFakeClock } from './fake-clock.ts';

/** What becomes of a transport's attempts. */
export type Way =
  | 'works'
  | 'refused'
  /** Neither opens nor ends. */
  | 'hangs'
  /** Opens, and brings nothing. */
  | 'held-back'
  | { readonly diesAfterMs: number }
  | { readonly ends: CloseReason }
  /** Brings so many events, and holds back the others. */
  | { readonly bringsFirst: number }
  /** Brings each event so much late. */
  | { readonly lateMs: number };

const REFUSED: CloseReason = { kind: 'refused', retry: true, detail: 'refused' };
const LOST: CloseReason = { kind: 'network', retry: true, detail: 'lost' };
const EPOCH = 'k3x9';

/** A channel, transports on it that do as they are told, and a clock that only goes when it is told to. */
export function createScriptedTransports(first: Partial<Record<Transport, Way>> = {}) {
  const clock = createFakeClock();
  const ways: Record<Transport, Way> = { ...forEachTransport((): Way => 'works'), ...first };
  const events: StreamEvent[] = [];
  const listeners = new Set<() => void>();
  const running: Transport[] = [];
  const started: { readonly transport: Transport; readonly at: number; readonly after: number }[] = [];
  const startedAt = clock.now();
  let probes = 0;

  const scripted =
    (transport: Transport): CreateTransport =>
    () => ({
      async run(attempt) {
        started.push({ transport, at: clock.now() - startedAt, after: attempt.cursor.id });
        running.push(transport);
        const reason = await perform(ways[transport], attempt);
        running.splice(running.indexOf(transport), 1);
        return reason;
      },
    });

  function perform(way: Way, { cursor, observer, signal }: Attempt): Promise<CloseReason> | CloseReason {
    const sentAt = clock.now();
    observer.state('connecting');
    if (!signal.aborted) observer.requestSent(sentAt);
    if (signal.aborted) return ABORTED;
    if (way === 'refused') return REFUSED;
    if (typeof way === 'object' && 'ends' in way) return way.ends;
    return new Promise((resolve) => {
      let next = cursor.id;
      const cancels = new Set<() => void>();
      const settle = (reason: CloseReason) => {
        for (const cancel of cancels) cancel();
        listeners.delete(deliver);
        signal.removeEventListener('abort', abort);
        resolve(reason);
      };
      const abort = () => settle(ABORTED);
      const deliver = () => {
        const end = typeof way === 'object' && 'bringsFirst' in way ? cursor.id + way.bringsFirst : events.length;
        while (next < Math.min(end, events.length) && !signal.aborted) {
          const event = events[next] as StreamEvent;
          next += 1;
          const arrive = () => signal.aborted || observer.event(event, { epoch: EPOCH, id: event.id }, clock.now());
          if (typeof way === 'object' && 'lateMs' in way) cancels.add(clock.setTimer(way.lateMs, arrive));
          else arrive();
        }
      };
      signal.addEventListener('abort', abort);
      if (way === 'hangs') return;
      observer.requestAnswered({ sentAt, answeredAt: clock.now(), events: null });
      if (!signal.aborted) observer.state('open');
      if (typeof way === 'object' && 'diesAfterMs' in way) {
        cancels.add(clock.setTimer(way.diesAfterMs, () => settle(LOST)));
      }
      if (way === 'held-back' || signal.aborted) return;
      listeners.add(deliver);
      deliver();
    });
  }

  return {
    clock,
    /** For attempts that begin from now on. */
    ways,
    transports: forEachTransport(scripted),
    /** The probes are the only ones to ask by themselves: they are short polls. */
    platform: {
      ...nodePlatform,
      now: clock.now,
      setTimer: clock.setTimer,
      async fetch(url: string) {
        probes += 1;
        const after = Number(new URL(url).searchParams.get('after')?.split('-').at(-1));
        const cursor = `${EPOCH}-${events.length}`;
        const body = { epoch: EPOCH, events: events.slice(after), cursor };
        return body.events.length > 0
          ? Response.json(body)
          : new Response(null, { status: 204, headers: { 'Stream-Cursor': cursor } });
      },
    },
    publish(count = 1) {
      for (let left = count; left > 0; left -= 1) {
        events.push({ id: events.length + 1, type: 'message', at: clock.now(), data: events.length + 1 });
      }
      for (const listener of [...listeners]) listener();
    },
    /** What runs now brings nothing any more, and nobody is told. */
    stall: () => listeners.clear(),
    published: () => events.map(({ id }) => id),
    /** The attempts that run at present. */
    running: (): readonly Transport[] => running,
    /** Every attempt: when it began, ms since the beginning, and after which event. */
    started: () => started,
    probes: () => probes,
  };
}

export const START = { epoch: EPOCH, id: 0 };
