import type { Platform } from '../client/platform.ts';
import { runSession, type SessionObserver } from '../client/session.ts';
import type { ClientTransport, CloseReason } from '../client/transport.ts';
import type { Delivery } from '../measure/delivery.ts';
import { createLaneHistory, type LaneHistory } from '../measure/lane-history.ts';
import { createRecorder, type FullRecording } from '../measure/recorder.ts';
import type { StoryEvent } from '../measure/stories.ts';
import type { LaneTrace } from '../measure/trace-lane.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import { MESSAGE_TYPE, type StreamEvent } from '../protocol/event.ts';
import type { Write } from '../protocol/journal.ts';
import type { Circuit, SessionPolicy } from '../protocol/session-policy.ts';
import type { Transport } from '../protocol/transports.ts';
import { createAttempts } from './attempts.ts';
import type { LaneSnapshot, LaneStatus, Negotiated, ReceivedMessage } from './messages.ts';

/** One transport, or the automatic choice of one, being run and measured. */
export type Lane = {
  /** Starts after the cursor that `locate` finds; what was measured so far stays. */
  start(locate: Locate): void;
  stop(): void;
  /** The server told when events were written to this lane. */
  written(writes: readonly Write[], until: number): void;
  snapshot(serverNow: number): LaneSnapshot;
  recording(serverNow: number): FullRecording;
  /** Since when it receives what is published, server's time, ms; undefined while it is off or not that far. */
  runsSince(): number | undefined;
  /** What happened of late, for the faults. */
  readonly history: LaneHistory;
};

/** Finds where the stream stands now; undefined when it was aborted first. */
export type Locate = (signal: AbortSignal) => Promise<CursorRequest | undefined>;

/** `since` is the client's clock, ms. */
export type TellNegotiated = (negotiated: {
  readonly transport: Transport;
  readonly since: number;
  readonly why: string;
}) => void;

type Needs = {
  /** `tell` is for a transport that picks among others. */
  create(tell: TellNegotiated): ClientTransport;
  readonly policy: SessionPolicy;
  readonly platform: Platform;
  /** Maps the client's clock to the server's. */
  toServerTime(clientTime: number): number;
  readonly trace: LaneTrace;
  /** An event arrived; time is the server's. */
  tell(event: StoryEvent, arrivedAt: number): void;
};

const KEPT_MESSAGES = 5;
const MAX_MESSAGE_CHARACTERS = 200;
const WHY_RECONNECTING = 'the connection was lost; the transport makes it again by itself';

export function createLane({ create, policy, platform, toServerTime, trace, tell }: Needs): Lane {
  const recorder = createRecorder();
  const history = createLaneHistory();
  const attempts = createAttempts();
  let running: AbortController | undefined;
  let status: LaneStatus = { kind: 'off' };
  let circuit: Circuit = 'closed';
  let negotiated: Negotiated | undefined;
  let runsSince: number | undefined;
  let isUp = false;
  let isTrying = false;
  let reconnects = 0;
  let messages: readonly ReceivedMessage[] = [];

  return {
    history,
    runsSince: () => runsSince,
    start(locate) {
      if (running) return;
      const lane = new AbortController();
      running = lane;
      status = { kind: 'running', state: 'connecting' };
      run(locate, lane.signal);
    },
    stop() {
      running?.abort();
      running = undefined;
      if (runsSince !== undefined) trace.off(serverNow());
      runsSince = undefined;
      isUp = false;
      isTrying = false;
      status = { kind: 'off' };
      circuit = 'closed';
      negotiated = undefined;
      recorder.stop();
      history.note({ kind: 'stopped', at: serverNow() });
    },
    written: recorder.written,
    snapshot(now) {
      const on = running !== undefined;
      return {
        ...{ on, status, reconnects, circuit, negotiated, messages },
        ...{ attempts: attempts.read(now), ...recorder.read(now) },
      };
    },
    recording: recorder.readAll,
  };

  async function run(locate: Locate, signal: AbortSignal): Promise<void> {
    const cursor = await locate(signal);
    if (!cursor || signal.aborted) return;
    recorder.start(cursor);
    // Not before: until the stream was located, the clocks need not be matched.
    runsSince = serverNow();
    history.started(runsSince);
    trace.on(runsSince);
    const observer = observe(signal);
    const transport = create((told) => {
      // What was found out before the lane was switched on is known for longer than the lane is on it.
      if (signal.aborted) return;
      negotiated = { ...told, since: Math.max(toServerTime(told.since), runsSince ?? 0) };
      trace.negotiated(negotiated.since, told.transport);
    });
    const end = await runSession(transport, { cursor, observer, signal }, policy, platform);
    if (end.kind === 'aborted' || signal.aborted) return;
    if (isTrying) trace.lost(serverNow(), end.detail);
    ended();
    status = { kind: 'failed', why: end.detail };
  }

  /** A stopped lane may be running again already, so what its old session still says is not heard. */
  function observe(signal: AbortSignal): SessionObserver {
    const whileRunning =
      <Args extends readonly unknown[]>(listener: (...args: Args) => void) =>
      (...args: Args) => {
        if (!signal.aborted) listener(...args);
      };
    return {
      attempting: whileRunning((at) => {
        isTrying = true;
        tried(toServerTime(at));
      }),
      state: whileRunning((state) => {
        // EventSource, and who picks among transports, try again by themselves, past the session.
        if (state === 'reconnecting') {
          trace.reconnecting(serverNow(), WHY_RECONNECTING);
          lost();
          tried(serverNow());
        }
        status = { kind: 'running', state };
        history.note({ kind: 'use', at: serverNow(), inUse: state === 'open' || state === 'held' });
      }),
      event: whileRunning((event, cursor, receivedAt) => {
        const arrivedAt = toServerTime(receivedAt);
        const change = checked(() => recorder.event(cursor, event.at, arrivedAt));
        history.note({ kind: 'event', at: arrivedAt, publishedAt: event.at, change });
        trace.received({ epoch: cursor.epoch ?? '', id: event.id, at: event.at, receivedAt: arrivedAt });
        const text = textOf(event);
        tell({ epoch: cursor.epoch ?? '', id: event.id, type: event.type, at: event.at, text }, arrivedAt);
        if (event.type === MESSAGE_TYPE) keep({ id: event.id, text, latencyMs: arrivedAt - event.at });
      }),
      gap: whileRunning((gap) => {
        history.note({ kind: 'gap', at: serverNow(), change: checked(() => recorder.gap(gap)) });
        trace.gap(serverNow(), gap.reason);
      }),
      retrying: whileRunning(({ attempt, retryAt, reason, circuit: now }) => {
        const why = whyOf(reason);
        if (isTrying) trace.lost(serverNow(), why, toServerTime(retryAt));
        ended();
        circuit = now;
        status = { kind: 'retrying', attempt, retryAt: toServerTime(retryAt), why };
      }),
      circuit: whileRunning((now) => {
        circuit = now;
      }),
      requestSent: whileRunning((sentAt, by) => trace.sent(toServerTime(sentAt), by)),
      requestAnswered: whileRunning(({ sentAt, answeredAt, events, by }) => {
        trace.answered(toServerTime(answeredAt), events, by);
        isUp = true;
        attempts.ended('up');
        // The answer to a question beside a stream proves nothing of the stream.
        if (negotiated && isStream(negotiated.transport)) return;
        history.note({ kind: 'answered', at: toServerTime(answeredAt), sentAt: toServerTime(sentAt) });
      }),
    };
  }

  function tried(at: number): void {
    attempts.began(at);
    history.note({ kind: 'attempt', at });
  }

  /** The session's attempt is over. Of the wait after it, it may tell several times. */
  function ended(): void {
    if (isTrying) lost();
    isTrying = false;
  }

  /** A loss is counted once, however many attempts it takes. */
  function lost(): void {
    attempts.ended('failed');
    history.note({ kind: 'lost', at: serverNow() });
    if (isUp) reconnects += 1;
    isUp = false;
  }

  /** What the delivery check counted while the recorder did this. */
  function checked(record: () => void): Delivery {
    const before = recorder.delivery();
    record();
    const after = recorder.delivery();
    return {
      received: after.received - before.received,
      missing: after.missing - before.missing,
      duplicated: after.duplicated - before.duplicated,
      outOfOrder: after.outOfOrder - before.outOfOrder,
      gaps: after.gaps - before.gaps,
    };
  }

  function keep(message: ReceivedMessage): void {
    messages = [message, ...messages].slice(0, KEPT_MESSAGES);
  }

  function serverNow(): number {
    return toServerTime(platform.now());
  }
}

function isStream(transport: Transport): boolean {
  return transport === 'sse' || transport === 'websocket';
}

function whyOf(reason: CloseReason): string {
  return reason.kind === 'aborted' ? reason.kind : reason.detail;
}

function textOf({ data }: StreamEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return text.slice(0, MAX_MESSAGE_CHARACTERS);
}
