import { VisuallyHidden } from '@mantine/core';
import type { Direction } from './byte-shares.ts';

/** ↑ for what the browser sent, ↓ for what the server did. */
export function DirectionSign({ direction }: { direction: Direction }) {
  return (
    <>
      <span aria-hidden="true">{direction === 'up' ? '↑' : '↓'}</span>
      <VisuallyHidden>{direction}</VisuallyHidden>
    </>
  );
}
