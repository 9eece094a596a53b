import type { Mark } from '../../lab/messages.ts';
import { useLab } from '../services.tsx';
import classes from './page-header.module.css';

/** In a word whether the run is to be trusted; leads to the whole story. */
export function ValidityLine() {
  const words = useLab((state) => verdictOf(state.snapshot?.marks ?? []));
  return (
    <a className={classes.validity} href="#validity-title">
      {words}
    </a>
  );
}

function verdictOf(marks: readonly Mark[]): string {
  if (marks.length === 0) return 'Nothing spoiled';
  return marks.some(({ to }) => to === undefined) ? 'Spoiled now' : 'Spoiled in part';
}
