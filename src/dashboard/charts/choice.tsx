import { SegmentedControl } from '@mantine/core';

type Props<Key extends string> = {
  /** Said in front of the choices to a screen reader. */
  readonly label: string;
  readonly options: Readonly<Record<Key, { readonly label: string }>>;
  readonly value: Key;
  readonly onChange: (value: Key) => void;
};

/** What a chart shows, out of a few. */
export function Choice<Key extends string>({ label, options, value, onChange }: Props<Key>) {
  const data = (Object.keys(options) as Key[]).map((key) => ({ value: key, label: options[key].label }));
  return <SegmentedControl size="xs" aria-label={label} data={data} value={value} onChange={onChange} />;
}
