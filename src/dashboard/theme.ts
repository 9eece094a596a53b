import { createTheme, NativeSelect, TextInput } from '@mantine/core';

const FIELD = {
  styles: {
    // A block, so that the field stands exactly one line below the top: what has no label can be put beside it.
    label: { display: 'block', color: 'var(--ink-soft)', fontWeight: 400 },
    error: { fontSize: 'var(--small)' },
    section: { color: 'var(--ink-soft)', fontSize: 'var(--mantine-font-size-xs)' },
  },
};

export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    TextInput: TextInput.extend(FIELD),
    NativeSelect: NativeSelect.extend(FIELD),
  },
});
