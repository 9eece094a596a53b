import type { Snapshot } from '../../lab/messages.ts';
import type { RunFile } from '../../protocol/run-file.ts';
import type { ControlApi } from '../api.ts';
import type { LabClient, LabState } from '../lab-client.ts';
import { createTraceStore } from '../ladder/trace-store.ts';
import type { Services } from '../services.tsx';

/** A saved run in the place of the live lab: the same views show it, and know of no difference. */
export function savedServices(saved: RunFile): Services {
  const { serverVersion: _, ...environment } = saved.environment;
  return { lab: savedLab(saved), trace: createTraceStore(), api: savedApi(saved), environment, saved };
}

/** What a saved run cannot be asked. */
export class NotLiveError extends Error {
  override readonly name = 'NotLiveError';

  constructor() {
    super('a saved run has no server that could be asked');
  }
}

/** A lab in which nothing changes any more, and that heeds no command. */
function savedLab({ run, marks, snapshot: shown, settings, recordings }: RunFile): LabClient {
  const snapshot: Snapshot = { ...shown, run, marks };
  const state: LabState = {
    snapshot,
    settings: settings.lanes,
    flipped: {},
    followed: shown.story?.id,
    failure: undefined,
  };
  const ignore = () => {};
  return {
    state: () => state,
    subscribe: () => ignore,
    switchLane: ignore,
    configure: ignore,
    reset: ignore,
    follow: ignore,
    spoil: ignore,
    recordings: async () => recordings,
  };
}

function savedApi({ settings, ledger }: RunFile): ControlApi {
  const refuse = async () => {
    throw new NotLiveError();
  };
  return {
    experiment: async () => settings.experiment,
    ledger: async () => ledger.at(-1) ?? refuse(),
    exchanges: refuse,
    faults: refuse,
    causeFault: refuse,
    playBadDay: refuse,
    endFaults: refuse,
    changeExperiment: refuse,
    publish: refuse,
    ask: refuse,
  };
}
