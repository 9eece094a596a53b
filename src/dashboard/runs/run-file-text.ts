import type { LaneSettings, Snapshot } from '../../lab/messages.ts';
import type { Experiment } from '../../protocol/experiment.ts';
import { RUN_FILE_FORMAT, RUN_FILE_VERSION, type RunFile, runFileSchema } from '../../protocol/run-file.ts';
import type { Recordings } from '../lab-client.ts';
import { apart } from '../lanes-ledger.ts';
import type { LedgerHistory } from '../ledger-history.ts';
import type { Environment } from '../services.tsx';

/** All that makes up a run, as the page has it. */
export type RunParts = {
  readonly savedAt: Date;
  readonly environment: Environment;
  readonly experiment: Experiment;
  readonly settings: LaneSettings;
  readonly snapshot: Snapshot;
  readonly recordings: Recordings;
  readonly history: LedgerHistory;
};

/** The run as a file holds it. Throws when it is not as the format says: such a file could not be opened again. */
export function runFileOf(parts: RunParts): RunFile {
  const { run, marks, ...snapshot } = parts.snapshot;
  return runFileSchema.parse({
    format: RUN_FILE_FORMAT,
    version: RUN_FILE_VERSION,
    savedAt: parts.savedAt.toISOString(),
    environment: { ...parts.environment, serverVersion: parts.experiment.server.version },
    settings: { experiment: parts.experiment, lanes: parts.settings },
    run,
    snapshot,
    recordings: parts.recordings,
    ...apart(parts.history),
    marks,
  });
}

/** The same file always gives the same text. */
export function runFileText(file: RunFile): string {
  return `${JSON.stringify(file)}\n`;
}

/** `transport-lab-2026-01-31-lab-x-1.json`: the day is UTC's, like the time within. */
export function runFileName({ savedAt, run }: RunFile, extension: 'json' | 'csv'): string {
  return `transport-lab-${savedAt.slice(0, 10)}-${run.client}.${extension}`;
}
