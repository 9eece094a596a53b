import type { Experiment, ExperimentPatch } from '../../protocol/experiment.ts';
import { LANES, type LaneName } from '../../protocol/lanes.ts';
import type { LabClient, LabState } from '../lab-client.ts';
import { DEFAULT_STATE, type PageState } from './page-state.ts';

/** The lanes that are on, or will be once the worker has heard of it. */
export function lanesOn({ flipped, snapshot }: Pick<LabState, 'flipped' | 'snapshot'>): readonly LaneName[] {
  // The worker begins with the same lanes as the defaults: src/lab/lab.ts.
  return LANES.filter((lane) => flipped[lane] ?? snapshot?.lanes[lane].on ?? DEFAULT_STATE.lanes.includes(lane));
}

/** Brings this page's lanes into the state; the worker queues what comes before its lanes run. */
export function applyToLab(
  lab: Pick<LabClient, 'state' | 'switchLane' | 'configure'>,
  { lanes, laneSettings }: Pick<PageState, 'lanes' | 'laneSettings'>,
): void {
  const on = lanesOn(lab.state());
  if (differing(laneSettings, lab.state().settings)) lab.configure(laneSettings);
  for (const lane of LANES) {
    if (lanes.includes(lane) !== on.includes(lane)) lab.switchLane(lane, lanes.includes(lane));
  }
}

/**
 * What has to be changed of the server's experiment; undefined when nothing has. What is the same is left out, for
 * other pages share the experiment: the same seed set again would begin their sequence anew.
 */
export function experimentPatch(
  { publisher, network }: Pick<PageState, 'publisher' | 'network'>,
  experiment: Pick<Experiment, 'publisher' | 'network'>,
): ExperimentPatch | undefined {
  return differing({ publisher, network }, experiment);
}

/** As much of `wanted` as differs from `actual`, in its shape. */
function differing<Part extends object>(wanted: Part, actual: object): Partial<Part> | undefined {
  const entries = Object.entries(wanted).flatMap(([name, value]) => {
    const other = (actual as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== 'object') return value === other ? [] : [[name, value]];
    const part = differing(value, other as object);
    return part ? [[name, part]] : [];
  });
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Partial<Part>);
}
