import { PARAM_BY_NAME } from './params.ts';

/** How a change of the address goes into the history of the browser: as an entry of its own, or into the present one. */
export type HistoryStep = 'push' | 'replace';

export type AddressChange = {
  /** The parameters that somebody at this page changed; what came from elsewhere is not among them. */
  readonly own: readonly string[];
  /** Tells apart what one parameter holds several of: each lane is a setting of its own. */
  readonly detail: string;
  /** Of the view: whether the change is one of many of the same movement. */
  readonly view: 'own' | 'same';
  /** ms of any clock that does not run backwards: when it was made, which is before a slow server agreed to it. */
  readonly at: number;
};

export type Steps = {
  next(change: AddressChange): HistoryStep;
  /** What comes next is a step of its own, whatever it is. */
  forget(): void;
};

/** A slider or a spinner that rests this long has come to its end. */
const SAME_MOVEMENT_MS = 1_000;

/** One step back undoes what a person takes for one change: a whole movement of a slider, not its last pixel. */
export function createSteps(): Steps {
  let latest: { readonly key: string; readonly at: number } | undefined;
  return {
    next({ own, detail, view, at }) {
      if (own.length === 0) return 'replace';
      const key = `${own.join()} ${detail}`;
      const before = latest;
      latest = { key, at };
      if (view === 'own' && own.some((name) => PARAM_BY_NAME.get(name)?.part === 'view')) return 'push';
      return before?.key === key && at - before.at < SAME_MOVEMENT_MS ? 'replace' : 'push';
    },
    forget() {
      latest = undefined;
    },
  };
}
