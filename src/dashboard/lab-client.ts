import {
  DEFAULT_LANE_SETTINGS,
  type FullRecording,
  type LabCommand,
  type LabReport,
  type LaneSettings,
  type Snapshot,
  type TraceBatch,
} from '../lab/messages.ts';
import type { LaneName } from '../protocol/lanes.ts';

/** What the page knows of the lab. Replaced, never changed: React compares it by identity. */
export type LabState = {
  /** Undefined until the worker's first report. */
  readonly snapshot: Snapshot | undefined;
  /** Kept for as long as the page is open. */
  readonly settings: LaneSettings;
  /** Switches that were flipped and that the worker has not reported back yet. */
  readonly flipped: Readonly<Partial<Record<LaneName, boolean>>>;
  /** The event whose story is asked for; the newest one when undefined. */
  readonly followed: number | undefined;
  /** Why the worker does not run; undefined while it does. */
  readonly failure: string | undefined;
};

/** All that was recorded of a run. */
export type Recordings = Readonly<Record<LaneName, FullRecording>>;

/** What spoils a run and can be seen by the page alone. */
export type PageSpoiler = Extract<LabCommand, { kind: 'spoiled' }>['spoiler'];

/** The page's side of the lab: a store to subscribe to, and the commands. A saved run is one too, and heeds none. */
export type LabClient = {
  state(): LabState;
  subscribe(listener: () => void): () => void;
  switchLane(lane: LaneName, on: boolean): void;
  configure(change: Partial<LaneSettings>): void;
  reset(): void;
  /** Asks for the story of this event from now on, or of the newest one. */
  follow(id: number | undefined): void;
  /** Tells that something spoils the run from now on, or no longer does. */
  spoil(spoiler: PageSpoiler, on: boolean): void;
  /** Rejects when the worker does not run. */
  recordings(): Promise<Recordings>;
};

/** As much of a `Worker` as is used here. */
export type WorkerLike = {
  postMessage(command: LabCommand): void;
  addEventListener(type: 'message', listener: (event: { readonly data: LabReport }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
};

/** @param onTrace Hears what was recorded of the run, batch by batch: nothing of it is kept here. */
export function createLabClient(worker: WorkerLike, onTrace: (batch: TraceBatch) => void = () => {}): LabClient {
  let state: LabState = {
    snapshot: undefined,
    settings: DEFAULT_LANE_SETTINGS,
    flipped: {},
    followed: undefined,
    failure: undefined,
  };
  const listeners = new Set<() => void>();
  const asking: { readonly answer: (recordings: Recordings) => void; readonly fail: (error: Error) => void }[] = [];

  function change(part: Partial<LabState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  worker.addEventListener('message', ({ data }) => {
    if (data.kind === 'recordings') {
      for (const { answer } of asking.splice(0)) answer(data.recordings);
      return;
    }
    if (data.kind === 'trace') return onTrace(data.batch);
    const { snapshot } = data;
    // A new run knows nothing of the events of the one before.
    const followed = sameRun(state.snapshot, snapshot) ? state.followed : undefined;
    change({ snapshot, followed, flipped: stillFlipped(state.flipped, snapshot), failure: undefined });
  });
  worker.addEventListener('error', ({ message }) => {
    const failure = message || 'its script could not be loaded';
    change({ failure });
    for (const { fail } of asking.splice(0)) fail(workerError(failure));
  });

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    switchLane(lane, on) {
      worker.postMessage({ kind: 'switch', lane, on });
      change({ flipped: { ...state.flipped, [lane]: on } });
    },
    configure(part) {
      const settings = { ...state.settings, ...part };
      worker.postMessage({ kind: 'configure', settings });
      change({ settings });
    },
    reset: () => worker.postMessage({ kind: 'reset' }),
    follow(id) {
      worker.postMessage({ kind: 'follow', id });
      change({ followed: id });
    },
    spoil: (spoiler, on) => worker.postMessage({ kind: 'spoiled', spoiler, on }),
    recordings() {
      if (state.failure !== undefined) return Promise.reject(workerError(state.failure));
      worker.postMessage({ kind: 'export' });
      return new Promise((answer, fail) => asking.push({ answer, fail }));
    },
  };
}

/**
 * A worker whose messages are heard once `ready` has come, in their order: a report that came while React draws the page
 * for the first time would have all of it drawn again, and in one go.
 */
export function heardAfter(ready: Promise<void>, worker: WorkerLike): WorkerLike {
  return {
    postMessage: (command) => worker.postMessage(command),
    addEventListener(type: 'message' | 'error', listener: (event: never) => void) {
      worker.addEventListener(type as 'message', (event) => void ready.then(() => listener(event as never)));
    },
  };
}

function workerError(failure: string): Error {
  return new Error(`the lab’s worker does not run: ${failure}`);
}

function sameRun(before: Snapshot | undefined, after: Snapshot): boolean {
  return before?.run.client === after.run.client;
}

/** A report may have been on its way when the switch was flipped, so a switch waits for one that agrees. */
function stillFlipped(flipped: LabState['flipped'], { lanes }: Snapshot): LabState['flipped'] {
  const waiting = Object.entries(flipped).filter(([lane, on]) => lanes[lane as LaneName].on !== on);
  return Object.fromEntries(waiting);
}
