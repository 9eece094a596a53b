import { Segments } from '../ui/segments.tsx';

type Props<Key extends string> = {
  /** Said in front of the choices to a screen reader. */
  readonly label: string;
  readonly options: Readonly<Record<Key, { readonly label: string }>>;
  readonly value: Key;
  readonly onChange: (value: Key) => void;
};

/** What a chart shows, out of a few. */
export function Choice<Key extends string>({ label, options, value, onChange }: Props<Key>) {
  const choices = (Object.keys(options) as Key[]).map((key) => ({ value: key, label: options[key].label }));
  return <Segments aria-label={label} options={choices} value={value} onChange={onChange} />;
}
