import type { CursorRequest } from '../../protocol/cursor.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { Platform } from '../platform.ts';
import type { CloseReason, CreateTransport, TransportConfig, TransportObserver, TransportState } from '../transport.ts';
import { CLIENT_TRANSPORTS } from '../transports/index.ts';
import type { Item } from './delivery.ts';

/** One transport's attempt within an attempt of the automatic one. */
export type Leg = {
  readonly transport: Transport;
  readonly startedAt: number;
  /** Since when it is answered or open. */
  upSince(): number | undefined;
  /** Takes it as answered: the server is known to hold its request. */
  markUp(): void;
  /** When it last showed a sign of life: began, opened, or brought something. */
  aliveAt(): number;
  /** Whether it brought any event. */
  hasBrought(): boolean;
  lastState(): TransportState;
  /** Ends it, with this reason unless it has one of its own already. */
  stop(reason?: CloseReason): Promise<CloseReason>;
  readonly ended: Promise<CloseReason>;
};

/** What the leg tells: called only while it is neither stopped nor over. */
export type LegObserver = Pick<TransportObserver, 'state' | 'requestSent' | 'requestAnswered'> & {
  item(item: Item): void;
};

/** While the leg runs, what stops it is among the stops, from before it tells anything. */
export type StartLeg = (
  transport: Transport,
  cursor: CursorRequest,
  observer: LegObserver,
  stops: Set<() => void>,
) => Leg;

export type Transports = Readonly<Record<Transport, CreateTransport>>;

export function legStarter(
  config: TransportConfig,
  platform: Platform,
  transports: Transports = CLIENT_TRANSPORTS,
): StartLeg {
  return (transport, cursor, observer, stops) => {
    const controller = new AbortController();
    const { signal } = controller;
    const startedAt = platform.now();
    let upSince: number | undefined;
    let aliveAt = startedAt;
    let hasBrought = false;
    let lastState: TransportState = 'connecting';
    let stoppedFor: CloseReason | undefined;

    const halt = (reason?: CloseReason) => {
      if (!signal.aborted) stoppedFor = reason;
      controller.abort();
    };
    const abort = () => halt();
    stops.add(abort);

    const ended = transports[transport](config, platform)
      .run({
        cursor,
        signal,
        observer: {
          state(state) {
            // EventSource tries again by itself and forever. Whether and when to try is decided here.
            if (state === 'reconnecting') return halt(lost());
            lastState = state;
            observer.state(state);
          },
          event(event, at, receivedAt) {
            aliveAt = platform.now();
            hasBrought = true;
            observer.item({ kind: 'event', event, at, receivedAt });
          },
          gap(gap) {
            aliveAt = platform.now();
            observer.item({ kind: 'gap', gap });
          },
          requestSent: (sentAt) => observer.requestSent(sentAt, transport),
          requestAnswered(answer) {
            aliveAt = platform.now();
            upSince ??= aliveAt;
            observer.requestAnswered({ ...answer, by: transport });
          },
        },
      })
      .then((reason) => {
        stops.delete(abort);
        return stoppedFor ?? reason;
      });

    return {
      transport,
      startedAt,
      upSince: () => upSince,
      markUp() {
        upSince ??= platform.now();
      },
      aliveAt: () => aliveAt,
      hasBrought: () => hasBrought,
      lastState: () => lastState,
      stop(reason) {
        halt(reason);
        return ended;
      },
      ended,
    };

    function lost(): CloseReason {
      return upSince === undefined
        ? { kind: 'refused', retry: true, detail: 'the stream could not be opened; the platform does not tell why' }
        : { kind: 'network', retry: true, detail: 'the stream was lost' };
    }
  };
}
