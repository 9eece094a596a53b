import { DEFAULT_LANE_SETTINGS, type LaneSettings } from '../../lab/messages.ts';
import { DEFAULT_PUBLISHER, type PublisherSettings } from '../../protocol/experiment.ts';
import { LANES, type LaneName } from '../../protocol/lanes.ts';
import { type Network, NO_CONDITIONS } from '../../protocol/network.ts';
import { DEFAULT_VIEW, type View } from './view-state.ts';

/** All that an address can say. */
export type PageState = {
  /** Those that are on, in their order. */
  readonly lanes: readonly LaneName[];
  readonly laneSettings: LaneSettings;
  /**
   * Without `running`: a pause is a press of the moment, and whoever opens a link to it would look at lanes in which
   * nothing arrives, or stop the stream for everybody else.
   */
  readonly publisher: Omit<PublisherSettings, 'running'>;
  readonly network: Network;
  readonly view: View;
};

const { running: _, ...publisher } = DEFAULT_PUBLISHER;

/** What an address means by what it leaves out. */
export const DEFAULT_STATE: PageState = {
  lanes: LANES.filter((lane) => lane !== 'automatic'),
  laneSettings: DEFAULT_LANE_SETTINGS,
  publisher,
  network: NO_CONDITIONS,
  view: DEFAULT_VIEW,
};

/** The way to each single setting of the state, such as `network.proxy.upgrade`. */
export type PathOf<State> = {
  [Name in keyof State & string]: State[Name] extends Leaf ? Name : `${Name}.${PathOf<State[Name]>}`;
}[keyof State & string];

/** What stands at the end of a path. */
export type ValueAt<State, Path extends string> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof State
    ? ValueAt<State[Name], Rest>
    : never
  : Path extends keyof State
    ? State[Path]
    : never;

type Leaf = string | number | boolean | readonly unknown[] | undefined;

export function valueAt(state: PageState, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>>)[name], state);
}

/** The state with another value at the end of the path. */
export function withValueAt(state: PageState, path: string, value: unknown): PageState {
  return replaced(state, path.split('.'), value) as PageState;
}

function replaced(part: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  const parts = part as Readonly<Record<string, unknown>>;
  return { ...parts, [name]: rest.length === 0 ? value : replaced(parts[name], rest, value) };
}
