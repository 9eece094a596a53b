import type { Mark } from '../../lab/messages.ts';
import { SPOILER_WORDS } from '../validity/spoiler-words.ts';
import { WINDOW_MS } from './time-series.ts';

/** A stretch of a chart over time that is not to be trusted, in its own coordinates. Stretches never overlap. */
export type Stretch = {
  readonly key: string;
  /** Seconds before now, as the charts count: negative. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** Whether there is room for the label beside those of its neighbours. */
  readonly labelled: boolean;
};

/** A label that stands upright takes about this much of the time axis on a phone. */
const LABEL_S = 8;

/**
 * What the marks cover of the charts' window, which ends at `now` (the server's time, ms): where several lie upon each
 * other, one stretch names them all.
 */
export function stretchesOf(marks: readonly Mark[], now: number): readonly Stretch[] {
  const seen = marks
    .map(({ spoiler, from, to }) => ({ spoiler, from: Math.max(from, now - WINDOW_MS), to: Math.min(to ?? now, now) }))
    .filter(({ from, to }) => from <= to);
  const edges = [...new Set(seen.flatMap(({ from, to }) => [from, to]))].sort((one, other) => one - other);
  const stretches: Omit<Stretch, 'labelled'>[] = [];
  for (const [index, start] of edges.entries()) {
    const end = edges[index + 1];
    if (end === undefined) break;
    const here = seen.filter(({ from, to }) => from <= start && to >= end);
    if (here.length === 0) continue;
    const label = [...new Set(here.map(({ spoiler }) => SPOILER_WORDS[spoiler].label))].sort().join(', ');
    const last = stretches.at(-1);
    const [from, to] = [(start - now) / 1000, (end - now) / 1000];
    if (last?.to === from && last.label === label) stretches[stretches.length - 1] = { ...last, to };
    else stretches.push({ key: `${start}`, from, to, label });
  }
  return withLabels(stretches);
}

/** Long stretches have their label; short ones do where it hides no other. */
function withLabels(stretches: readonly Omit<Stretch, 'labelled'>[]): readonly Stretch[] {
  const isLong = ({ from, to }: Omit<Stretch, 'labelled'>) => to - from >= LABEL_S;
  let free = Number.NEGATIVE_INFINITY;
  return stretches.map((stretch, index) => {
    const next = stretches.slice(index + 1).find(isLong);
    const hidesNext = next !== undefined && next.from - stretch.from < LABEL_S;
    const labelled = isLong(stretch) || (stretch.from >= free && !hidesNext);
    if (labelled) free = stretch.from + LABEL_S;
    return { ...stretch, labelled };
  });
}
