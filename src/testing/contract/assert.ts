/** The few assertions that cases need; they run where neither Node's nor Vitest's do. */

export function equal(actual: unknown, expected: unknown, what: string): void {
  const [is, wanted] = [canonical(actual), canonical(expected)];
  if (is !== wanted) throw new Error(`${what}\n  is       ${shorten(is)}\n  expected ${shorten(wanted)}`);
}

export function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** JSON with the keys of every object in order; `undefined` fields count as absent. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, field: unknown) =>
      field !== null && typeof field === 'object' && !Array.isArray(field)
        ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
        : field,
    ) ?? 'undefined'
  );
}

function shorten(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}… (${text.length} characters)` : text;
}
