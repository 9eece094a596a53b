import type { Platform } from '../client/platform.ts';
import { DEFAULT_SESSION_POLICY, runSession, type SessionObserver } from '../client/session.ts';
import type { CreateTransport, TransportConfig } from '../client/transport.ts';
import { createRecorder, type FullRecording } from '../measure/recorder.ts';
import type { StoryEvent } from '../measure/stories.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import { MESSAGE_TYPE, type StreamEvent } from '../protocol/event.ts';
import type { Write } from '../protocol/exchange.ts';
import type { LaneSnapshot, LaneStatus, ReceivedMessage } from './messages.ts';

/** One transport being run and measured. */
export type Lane = {
  /** Starts after the cursor that `locate` finds; what was measured so far stays. */
  start(locate: Locate): void;
  stop(): void;
  /** The server told when events were written to this lane. */
  written(writes: readonly Write[]): void;
  snapshot(serverNow: number): LaneSnapshot;
  recording(serverNow: number): FullRecording;
};

/** Finds where the stream stands now; undefined when it was aborted first. */
export type Locate = (signal: AbortSignal) => Promise<CursorRequest | undefined>;

type Needs = {
  readonly create: CreateTransport;
  readonly config: TransportConfig;
  readonly platform: Platform;
  /** Maps the client's clock to the server's. */
  toServerTime(clientTime: number): number;
  /** An event arrived; time is the server's. */
  tell(event: StoryEvent, arrivedAt: number): void;
};

const KEPT_MESSAGES = 5;
const MAX_MESSAGE_CHARACTERS = 200;

export function createLane({ create, config, platform, toServerTime, tell }: Needs): Lane {
  const recorder = createRecorder();
  let running: AbortController | undefined;
  let status: LaneStatus = { kind: 'off' };
  let isUp = false;
  let reconnects = 0;
  let messages: readonly ReceivedMessage[] = [];

  return {
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
      isUp = false;
      status = { kind: 'off' };
      recorder.stop();
    },
    written: recorder.written,
    snapshot(serverNow) {
      return { on: running !== undefined, status, reconnects, messages, ...recorder.read(serverNow) };
    },
    recording: recorder.readAll,
  };

  async function run(locate: Locate, signal: AbortSignal): Promise<void> {
    const cursor = await locate(signal);
    if (!cursor || signal.aborted) return;
    recorder.start(cursor);
    const observer = observe(signal);
    const end = await runSession(
      create(config, platform),
      { cursor, observer, signal },
      DEFAULT_SESSION_POLICY,
      platform,
    );
    if (end.kind !== 'aborted' && !signal.aborted) status = { kind: 'failed', why: end.detail };
  }

  /** A stopped lane may be running again already, so what its old session still says is not heard. */
  function observe(signal: AbortSignal): SessionObserver {
    const whileRunning =
      <Args extends readonly unknown[]>(listener: (...args: Args) => void) =>
      (...args: Args) => {
        if (!signal.aborted) listener(...args);
      };
    return {
      state: whileRunning((state) => {
        // EventSource tries again by itself, past the session.
        if (state === 'reconnecting') lost();
        status = { kind: 'running', state };
      }),
      event: whileRunning((event, cursor, receivedAt) => {
        const arrivedAt = toServerTime(receivedAt);
        recorder.event(cursor, event.at, arrivedAt);
        const text = textOf(event);
        tell({ epoch: cursor.epoch ?? '', id: event.id, type: event.type, at: event.at, text }, arrivedAt);
        if (event.type === MESSAGE_TYPE) keep({ id: event.id, text, latencyMs: arrivedAt - event.at });
      }),
      gap: whileRunning(recorder.gap),
      retrying: whileRunning(({ attempt, retryAt, reason }) => {
        lost();
        const why = reason.kind === 'aborted' ? reason.kind : reason.detail;
        status = { kind: 'retrying', attempt, retryAt: toServerTime(retryAt), why };
      }),
      requestSent() {},
      requestAnswered() {
        isUp = true;
      },
    };
  }

  /** A loss is counted once, however many attempts it takes. */
  function lost(): void {
    if (isUp) reconnects += 1;
    isUp = false;
  }

  function keep(message: ReceivedMessage): void {
    messages = [message, ...messages].slice(0, KEPT_MESSAGES);
  }
}

function textOf({ data }: StreamEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return text.slice(0, MAX_MESSAGE_CHARACTERS);
}
