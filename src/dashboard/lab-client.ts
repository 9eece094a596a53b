import {
  DEFAULT_LANE_SETTINGS,
  type LabCommand,
  type LabReport,
  type LaneSettings,
  type Snapshot,
} from '../lab/messages.ts';
import type { Transport } from '../protocol/transports.ts';

/** What the page knows of the lab. Replaced, never changed: React compares it by identity. */
export type LabState = {
  /** Undefined until the worker's first report. */
  readonly snapshot: Snapshot | undefined;
  /** Kept for as long as the page is open. */
  readonly settings: LaneSettings;
  /** Switches that were flipped and that the worker has not reported back yet. */
  readonly flipped: Readonly<Partial<Record<Transport, boolean>>>;
  /** Why the worker does not run; undefined while it does. */
  readonly failure: string | undefined;
};

/** The page's side of the lab's worker: a store to subscribe to, and the commands. */
export type LabClient = {
  state(): LabState;
  subscribe(listener: () => void): () => void;
  switchLane(transport: Transport, on: boolean): void;
  configure(change: Partial<LaneSettings>): void;
  reset(): void;
};

/** As much of a `Worker` as is used here. */
export type WorkerLike = {
  postMessage(command: LabCommand): void;
  addEventListener(type: 'message', listener: (event: { readonly data: LabReport }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
};

export function createLabClient(worker: WorkerLike): LabClient {
  let state: LabState = { snapshot: undefined, settings: DEFAULT_LANE_SETTINGS, flipped: {}, failure: undefined };
  const listeners = new Set<() => void>();

  function change(part: Partial<LabState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  worker.addEventListener('message', ({ data: { snapshot } }) => {
    change({ snapshot, flipped: stillFlipped(state.flipped, snapshot), failure: undefined });
  });
  worker.addEventListener('error', ({ message }) => {
    change({ failure: message || 'its script could not be loaded' });
  });

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    switchLane(transport, on) {
      worker.postMessage({ kind: 'switch', transport, on });
      change({ flipped: { ...state.flipped, [transport]: on } });
    },
    configure(part) {
      const settings = { ...state.settings, ...part };
      worker.postMessage({ kind: 'configure', settings });
      change({ settings });
    },
    reset: () => worker.postMessage({ kind: 'reset' }),
  };
}

/** A report may have been on its way when the switch was flipped, so a switch waits for one that agrees. */
function stillFlipped(flipped: LabState['flipped'], { lanes }: Snapshot): LabState['flipped'] {
  const waiting = Object.entries(flipped).filter(([transport, on]) => lanes[transport as Transport].on !== on);
  return Object.fromEntries(waiting);
}
