import { useMantineColorScheme } from '@mantine/core';
import { Segments } from '../ui/segments.tsx';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Auto' },
] as const;

export function ColorScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return <Segments aria-label="Colours" options={SCHEMES} value={colorScheme} onChange={setColorScheme} />;
}
