import { forEachLane } from '../../protocol/lanes.ts';
import { TRANSPORT_LABELS, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { compareWithBest } from '../comparison.ts';
import type { Figure } from '../figure.ts';
import { quantityText } from '../format.ts';

type TransportValues = Readonly<Record<Transport, number | undefined>>;

/** The textbook ranks `praised` before `other`, and it was measured behind it. */
export type Contradiction = { readonly praised: Transport; readonly other: Transport };

/**
 * The pairs that a run ranks the other way round than the textbook does, the widest apart first. Lower is better.
 * What cannot be told apart (closer than `resolution`, or than a quarter, which chance can make) contradicts nothing.
 */
export function contradictions(
  values: TransportValues,
  places: Readonly<Record<Transport, number>>,
  resolution: number,
): Contradiction[] {
  const pairs = TRANSPORTS.flatMap((praised) =>
    TRANSPORTS.filter((other) => places[praised] < places[other]).map((other) => ({ praised, other })),
  );
  const ratioOf = ({ praised, other }: Contradiction) =>
    (values[praised] ?? 0) / Math.max(values[other] ?? 0, resolution, Number.MIN_VALUE);
  return pairs
    .filter(({ praised, other }) => isClearlyMore(values, praised, other, resolution))
    .sort((one, another) => ratioOf(another) - ratioOf(one));
}

/** Of some dozens of events, means and medians of the same lane differ by less. */
const CLEARLY = 1.25;

const NOBODY = forEachLane(() => undefined);

/** By the same rule by which the lanes compare. */
function isClearlyMore(values: TransportValues, one: Transport, other: Transport, resolution: number): boolean {
  const [a, b] = [values[one], values[other]];
  if (a === undefined || b === undefined || a <= CLEARLY * b) return false;
  const compared = compareWithBest({ ...NOBODY, [one]: a, [other]: b }, { better: 'lower', by: 'ratio', resolution })[
    one
  ];
  return compared?.kind === 'times' || compared?.kind === 'apart';
}

/** What the run says against the textbook, a sentence for each pair. */
export function contradictionWords(
  found: readonly Contradiction[],
  values: TransportValues,
  { format }: Figure,
  of: string,
  resolution: number,
): string[] {
  const text = (transport: Transport) => quantityText(format(values[transport] ?? 0, resolution));
  return found.map(
    ({ praised, other }) =>
      `${TRANSPORT_LABELS[praised]} is not ahead of ${TRANSPORT_LABELS[other]} here: ${text(praised)} ${of} against ${text(other)}.`,
  );
}
