import type { Experiment, ExperimentPatch } from '../protocol/experiment.ts';

/** The experiment as it will be if the server agrees. */
export function withChange(experiment: Experiment, change: ExperimentPatch): Experiment {
  return merged(experiment, change) as Experiment;
}

/**
 * Takes a refused change back, and nothing else: what another change set in the meantime stays.
 * `before` is the experiment as it was when the change was made.
 */
export function withoutChange(experiment: Experiment, change: ExperimentPatch, before: Experiment): Experiment {
  return withChange(experiment, restored(experiment, change, before));
}

/** The settings that a change names, by their path: `network.proxy.upgrade`. */
export function changedSettings(change: ExperimentPatch): readonly (readonly [path: string, value: unknown])[] {
  return leaves(change, '');
}

type Part = Readonly<Record<string, unknown>>;

function merged(value: Part, change: Part): Part {
  const changed = Object.entries(change).map(([name, part]) => [
    name,
    isPart(part) ? merged(partOf(value[name]), part) : part,
  ]);
  return { ...value, ...Object.fromEntries(changed) };
}

/** As much of the change as is still in effect, with the values of before. */
function restored(value: Part, change: Part, before: Part): Part {
  const back = Object.entries(change).flatMap(([name, part]) => {
    if (isPart(part)) return [[name, restored(partOf(value[name]), part, partOf(before[name]))]];
    return value[name] === part ? [[name, before[name]]] : [];
  });
  return Object.fromEntries(back);
}

function leaves(change: Part, path: string): (readonly [string, unknown])[] {
  return Object.entries(change).flatMap(([name, part]) =>
    isPart(part) ? leaves(part, `${path}${name}.`) : [[`${path}${name}`, part] as const],
  );
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null;
}

function partOf(value: unknown): Part {
  return isPart(value) ? value : {};
}
