import type { z } from 'zod';

/** What a number field accepts. */
export type NumberRule = {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** Of a rule that is more than a range: what it says against a value; undefined when it allows it. */
  readonly refusal?: (value: number) => string | undefined;
};

export type Reading =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'refused'; readonly why: string };

const grouped = new Intl.NumberFormat('en');

/** The rule that a schema of the protocol states, so that the limits are written down once. */
export function ruleOf(schema: z.ZodNumber): NumberRule {
  const { minValue, maxValue, format } = schema;
  const isRange = Number.isFinite(minValue) && Number.isFinite(maxValue);
  return {
    min: minValue ?? Number.NEGATIVE_INFINITY,
    max: maxValue ?? Number.POSITIVE_INFINITY,
    whole: format === 'safeint',
    ...(!isRange && { refusal: (value) => schema.safeParse(value).error?.issues[0]?.message }),
  };
}

/** Reads what a person typed; spaces around it and thousands separators as we show them are fine. */
export function readNumber(text: string, rule: NumberRule): Reading {
  const plain = text.trim().replaceAll(/,(?=\d{3}(?!\d))/g, '');
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  if (rule.refusal) {
    const why = rule.refusal(value);
    return why === undefined ? { kind: 'value', value } : { kind: 'refused', why: asSentence(why) };
  }
  const accepted = value >= rule.min && value <= rule.max && (!rule.whole || Number.isInteger(value));
  return accepted ? { kind: 'value', value } : { kind: 'refused', why: ruleWords(rule) };
}

function asSentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function ruleWords({ min, max, whole }: NumberRule): string {
  return `${whole ? 'A whole number' : 'A number'} from ${grouped.format(min)} to ${grouped.format(max)}`;
}
