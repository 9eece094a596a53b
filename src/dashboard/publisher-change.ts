import type { Experiment, PublisherSettings } from '../protocol/experiment.ts';

export type PublisherChange = Partial<PublisherSettings>;

/** The experiment as it will be if the server agrees. */
export function withChange(experiment: Experiment, change: PublisherChange): Experiment {
  return { ...experiment, publisher: { ...experiment.publisher, ...change } };
}

/**
 * Takes a refused change back, and nothing else: what another change set in the meantime stays.
 * `before` is the experiment as it was when the change was made.
 */
export function withoutChange(experiment: Experiment, change: PublisherChange, before: Experiment): Experiment {
  const names = Object.keys(change) as (keyof PublisherSettings)[];
  const refused = names.filter((name) => experiment.publisher[name] === change[name]);
  const restored = Object.fromEntries(refused.map((name) => [name, before.publisher[name]]));
  return withChange(experiment, restored);
}
