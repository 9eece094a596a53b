import { type ReactNode, useState } from 'react';
import { type NumberRule, readNumber } from '../number-rule.ts';
import { Field } from './field.tsx';

type Props = {
  readonly label?: ReactNode;
  /** The field's name where its label stands elsewhere. */
  readonly name?: string;
  readonly unit?: string;
  readonly rule: NumberRule;
  /** What is in effect; undefined while that is not known. */
  readonly value: number | undefined;
  /** May answer a promise, which rejects when the value was refused. */
  readonly onCommit: (value: number) => unknown;
  readonly width: string;
};

/** There is room for so many characters beside the number. */
const SHORT = 2;

/**
 * A number that takes effect on Enter or when the field is left. What was typed stays until it is in effect:
 * a value that is not allowed, or that the server refused, can be corrected. Escape goes back.
 */
export function NumberField({ label, name, unit, rule, value, onCommit, width }: Props) {
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();

  function edit(text: string | undefined): void {
    setDraft(text);
    setError(undefined);
  }

  async function commit(): Promise<void> {
    if (draft === undefined) return;
    const text = draft;
    const reading = readNumber(text, rule);
    if (reading.kind === 'refused') return setError(reading.why);
    try {
      if (reading.value !== value) await onCommit(reading.value);
      // Typing may have gone on while the server answered.
      setDraft((current) => (current === text ? undefined : current));
    } catch {
      setDraft((current) => current ?? text);
      setError(`Not set, still ${value}`);
    }
  }

  return (
    <Field
      label={label}
      error={error}
      unit={unit}
      unitWidth={unit !== undefined && unit.length > SHORT ? `${0.75 + 0.4 * unit.length}rem` : undefined}
      width={width}
    >
      {(attributes) => (
        <input
          {...attributes}
          aria-label={name}
          inputMode={rule.whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          disabled={value === undefined}
          value={draft ?? value ?? ''}
          onChange={({ currentTarget }) => edit(currentTarget.value)}
          // What was refused is not sent again by merely leaving the field.
          onBlur={() => error === undefined && void commit()}
          onKeyDown={({ key }) => {
            if (key === 'Enter') void commit();
            if (key === 'Escape') edit(undefined);
          }}
        />
      )}
    </Field>
  );
}
