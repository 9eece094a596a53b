import { z } from 'zod';

/** How a value stands in the address, and what is told of one that may not. */
export type Kind<Value> = {
  read(text: string): KindReading<Value>;
  write(value: Value): string;
};

export type KindReading<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  /** `allowed` completes "… is not". */
  | { readonly kind: 'refused'; readonly allowed: string };

/** As a number is written by a program or a person; "0x10", "" and "Infinity" are none. */
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;

export function number(schema: z.ZodType<number>): Kind<number> {
  return { read: (text) => readBy(schema, NUMBER.test(text) ? Number(text) : Number.NaN), write: String };
}

export function oneOf<Value extends string>(schema: z.ZodType<Value>): Kind<Value> {
  return { read: (text) => readBy(schema, text), write: (value) => value };
}

const NONE = 'none';

/** The same, or nothing. */
export function oneOrNone<Value extends string>(schema: z.ZodType<Value>): Kind<Value | undefined> {
  return {
    read: (text) => (text === NONE ? { kind: 'value', value: undefined } : readBy(schema, text)),
    write: (value) => value ?? NONE,
  };
}

const FLAG = z.enum(['1', '0'], 'must be 1 (on) or 0 (off)');

export function flag(): Kind<boolean> {
  return {
    read(text) {
      const reading = readBy(FLAG, text);
      return reading.kind === 'value' ? { kind: 'value', value: reading.value === '1' } : reading;
    },
    write: (value) => (value ? '1' : '0'),
  };
}

/** Some of the names, in their order; none of them is written as a word, for nothing at all would look forgotten. */
export function listOf<Name extends string>(names: readonly Name[]): Kind<readonly Name[]> {
  return {
    read(text) {
      const given = text === NONE ? [] : text.split(',');
      return given.every((name) => (names as readonly string[]).includes(name))
        ? { kind: 'value', value: names.filter((name) => given.includes(name)) }
        : { kind: 'refused', allowed: `a list of ${names.join(', ')}, or ${NONE}` };
    },
    write: (value) => names.filter((name) => value.includes(name)).join(',') || NONE,
  };
}

function readBy<Value>(schema: z.ZodType<Value>, value: unknown): KindReading<Value> {
  const result = schema.safeParse(value);
  if (result.success) return { kind: 'value', value: result.data };
  const rule = result.error.issues[0]?.message ?? '';
  return { kind: 'refused', allowed: rule.replace(/^must be /, '') };
}
