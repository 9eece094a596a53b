import type { Snapshot } from '../lab/messages.ts';
import { LANE_LABELS, LANES, type LaneName } from '../protocol/lanes.ts';
import { compareWithBest } from './comparison.ts';
import type { Figure } from './figure.ts';
import { figureByKey } from './figures.ts';
import { quantityText } from './format.ts';
import { figureValues, resolutionOf } from './lane-cells.ts';
import type { LanesLedger } from './lanes-ledger.ts';

/** The run in one sentence for each question: who is fastest, who is cheapest. */
export type Overview =
  /** There is nothing to compare, and why. */
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'verdicts'; readonly verdicts: readonly Verdict[] };

export type Verdict = {
  readonly question: 'Fastest' | 'Cheapest';
  /** All that cannot be told from the best; every lane when they are all alike. */
  readonly best: readonly LaneName[];
  readonly words: string;
};

export const QUESTIONS = [
  {
    question: 'Fastest',
    key: 'p50',
    of: 'at the median',
    more: 'as long',
    longest: { lowest: '<\u00a09.99\u00a0ms', takes: '99.9\u00a0ms', times: 'over 100,000' },
  },
  {
    question: 'Cheapest',
    key: 'bytes-per-event',
    of: 'on the wire per event',
    more: 'as much',
    longest: { lowest: '9.99\u00a0kB', takes: '9.99\u00a0kB', times: '10,000' },
  },
] as const;

export type Question = (typeof QUESTIONS)[number];

const factors = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** What can be said of the run so far, computed from its figures. */
export function overviewOf(snapshot: Snapshot | undefined, ledger: LanesLedger | undefined): Overview {
  const on = LANES.filter((lane) => snapshot?.lanes[lane].on);
  if (!snapshot) return { kind: 'nothing', why: 'The lanes are starting.' };
  if (on.length < 2) return { kind: 'nothing', why: 'Switch on two lanes or more, and they are compared here.' };
  const verdicts = QUESTIONS.flatMap((question) => verdictOf(question, snapshot, ledger) ?? []);
  if (verdicts.length === 0) return { kind: 'nothing', why: 'Waiting for events on two lanes at least.' };
  return { kind: 'verdicts', verdicts };
}

/**
 * As long as answers about these lanes get, for the place that is kept for them. Where a line ends depends on the names,
 * so there is one for each lane that all others can be better than.
 */
export function longestVerdicts(asked: Question, lanes: readonly LaneName[]): readonly Verdict[] {
  const { question, longest } = asked;
  return [
    { question, best: lanes, words: allAlike(asked, longest.lowest) },
    ...lanes.map((worst) => {
      const best = lanes.filter((lane) => lane !== worst);
      return { question, best, words: wordsOf(asked, { ...longest, worst }) };
    }),
  ];
}

function verdictOf(asked: Question, snapshot: Snapshot, ledger: LanesLedger | undefined): Verdict | undefined {
  const { question, key } = asked;
  const figure = figureByKey(key);
  const values = figureValues(figure, snapshot, ledger);
  const known = LANES.filter((lane) => values[lane] !== undefined);
  if (!figure.compare || known.length < 2) return undefined;
  const compared = compareWithBest(values, { ...figure.compare, resolution: resolutionOf(figure, snapshot) });
  const best = known.filter((lane) => {
    const kind = compared[lane]?.kind;
    return kind === undefined || kind === 'best' || kind === 'near';
  });
  const says = (lane: LaneName) => textOf(figure, values[lane] ?? 0, snapshot);
  // The first of those that cannot be told apart would be chance, so the lowest speaks for them.
  const lowest = best.toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))[0];
  if (lowest === undefined) return undefined;
  if (best.length === known.length) return { question, best, words: allAlike(asked, says(lowest)) };

  const worst = known.toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0))[0] ?? lowest;
  const comparison = compared[worst];
  const times =
    comparison?.kind === 'times' && `${comparison.atLeast ? 'over ' : ''}${factors.format(comparison.factor)}`;
  return { question, best, words: wordsOf(asked, { lowest: says(lowest), worst, takes: says(worst), times }) };
}

type Parts = {
  readonly lowest: string;
  readonly worst: LaneName;
  readonly takes: string;
  readonly times: string | false;
};

const allAlike = ({ of }: Question, value: string) => `all alike, ${value} ${of}`;

function wordsOf({ of, more }: Question, { lowest, worst, takes, times }: Parts): string {
  return `${lowest} ${of}; ${inSentence(worst)} takes ${takes}${times ? `, ${times} times ${more}` : ''}`;
}

function textOf(figure: Figure, value: number, snapshot: Snapshot): string {
  return quantityText(figure.format(value, snapshot.clock?.uncertaintyMs ?? 0));
}

/** A lane's name where it begins no sentence. Names of protocols keep their capitals in the middle of a sentence. */
export function inSentence(lane: LaneName): string {
  const label = LANE_LABELS[lane];
  return lane === 'sse' || lane === 'websocket' ? label : label.toLowerCase();
}
