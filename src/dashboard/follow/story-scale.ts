import { linearScale } from '../charts/linear-scale.ts';
import { LOWEST_LATENCY_MS, logScale } from '../charts/log-scale.ts';
import type { StoryRow } from './story-rows.ts';

export type ScaleKind = 'linear' | 'log';

/** The one axis that all lanes of a story share. Places are percent of its width. */
export type StoryScale = {
  /** Where a time stands, ms after publication; undefined when it is too long before that to be drawn. */
  place(ms: number): number | undefined;
  /** Where the event was published. */
  readonly published: number;
  readonly ticks: readonly StoryTick[];
};

/** `minor` ticks lose their label where there is little room. */
export type StoryTick = { readonly ms: number; readonly place: number; readonly minor: boolean };

/** Left of publication: room for the request that was there before. */
const PUBLISHED = 10;
/** Right of the last tick: room for its label and for a marker. */
const END = 95;
/** A logarithmic axis has no zero: publication stands this far left of where it begins. */
const ZERO_TO_LOG = 4;

const NOTHING_YET_MS = 1_000;

export function storyScale(rows: readonly StoryRow[], kind: ScaleKind): StoryScale {
  const times = rows.flatMap(({ receivedMs, written }) => [receivedMs, written?.writtenMs, written?.requestMs]);
  const after = times.filter((ms) => ms !== undefined && ms > 0) as number[];
  return kind === 'linear' ? linear(after) : logarithmic(after);
}

function linear(after: readonly number[]): StoryScale {
  const scale = linearScale(after.length > 0 ? after : [NOTHING_YET_MS]);
  const perMs = (END - PUBLISHED) / scale.domain[1];
  const place = (ms: number) => PUBLISHED + ms * perMs;
  return {
    published: PUBLISHED,
    place: (ms) => (place(ms) < 0 ? undefined : place(ms)),
    ticks: scale.ticks.slice(1).map((ms, index) => ({ ms, place: place(ms), minor: index % 2 === 0 })),
  };
}

function logarithmic(after: readonly number[]): StoryScale {
  const { domain, ticks } = logScale(
    after.map((ms) => Math.max(ms, LOWEST_LATENCY_MS)),
    [1, NOTHING_YET_MS],
  );
  const begin = PUBLISHED + ZERO_TO_LOG;
  const decades = Math.log10(domain[1] / domain[0]);
  const place = (ms: number) => begin + ((END - begin) * Math.log10(ms / domain[0])) / decades;
  return {
    published: PUBLISHED,
    place: (ms) => (ms < 0 ? undefined : ms <= domain[0] ? begin - (ms > 0 ? 0 : ZERO_TO_LOG) : place(ms)),
    // The first one stands beside publication, and its label would too.
    ticks: ticks.slice(1).map((ms) => ({ ms, place: place(ms), minor: !isDecade(ms) })),
  };
}

function isDecade(ms: number): boolean {
  return Number.isInteger(Math.log10(ms));
}
