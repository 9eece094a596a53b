import type { Herd, Swarm } from '../../protocol/swarm.ts';

/** What the server told of its swarms: it keeps the latest, and the page the latest of each kind. */
export type ToldSwarms = {
  /** The one that runs or ran last. */
  readonly latest: Swarm | null;
  readonly hold: Swarm | null;
  readonly curve: Swarm | null;
  /** The latest return of clients that were dropped at once. */
  readonly herds: Readonly<Record<HerdKind, Herd | undefined>>;
};

export type HerdKind = 'jittered' | 'together';

export const NOTHING_TOLD: ToldSwarms = {
  latest: null,
  hold: null,
  curve: null,
  herds: { jittered: undefined, together: undefined },
};

export function withSwarm(told: ToldSwarms, latest: Swarm | null): ToldSwarms {
  if (latest === null) return { ...told, latest };
  const ofKind = (kind: HerdKind) => latest.herds.findLast((herd) => kindOf(herd) === kind) ?? told.herds[kind];
  return {
    latest,
    hold: latest.plan.kind === 'hold' ? latest : told.hold,
    curve: latest.plan.kind === 'curve' ? latest : told.curve,
    herds: { jittered: ofKind('jittered'), together: ofKind('together') },
  };
}

function kindOf({ jitter }: Herd): HerdKind {
  return jitter === 'none' ? 'together' : 'jittered';
}

/** It has clients, or is about to. */
export function isRunning(swarm: Swarm | null): swarm is Swarm & { readonly outcome: null } {
  return swarm !== null && swarm.outcome === null && swarm.state !== 'ended';
}
