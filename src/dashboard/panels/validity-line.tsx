import type { Mark } from '../../lab/messages.ts';
import { useLab } from '../services.tsx';
import { PanelLink } from '../ui/panel-link.tsx';
import classes from './page-header.module.css';

/** In a word whether the run is to be trusted; leads to the whole story. */
export function ValidityLine() {
  const words = useLab((state) => verdictOf(state.snapshot?.marks ?? []));
  return (
    <PanelLink to="validity" className={classes.validity}>
      {words}
    </PanelLink>
  );
}

function verdictOf(marks: readonly Mark[]): string {
  if (marks.length === 0) return 'Nothing spoiled';
  return marks.some(({ to }) => to === undefined) ? 'Spoiled now' : 'Spoiled in part';
}
