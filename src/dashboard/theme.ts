import { createTheme } from '@mantine/core';
// Before the parts' own rules, which are to win where both say something.
import './mantine.css';
import './dashboard.css';

export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  defaultRadius: 'sm',
  respectReducedMotion: true,
});
