import { useLab } from '../services.tsx';
import { whenWords } from './doubt-words.ts';
import { doubtsOf } from './doubts.ts';
import { SPOILER_WORDS } from './spoiler-words.ts';
import classes from './validity-panel.module.css';

/** Everything that spoiled a stretch of the run, and what it does to the figures. */
export function ValidityPanel() {
  const marks = useLab((state) => state.snapshot?.marks);
  const doubts = doubtsOf(marks ?? []);
  return (
    <div className={classes.panel}>
      <p className={classes.verdict}>
        {doubts.length === 0
          ? 'Nothing spoiled this run.'
          : 'These stretches are hatched in the charts and marked in what is saved.'}
      </p>
      <ul className={classes.doubts}>
        {doubts.map((doubt) => {
          const { what, spoils } = SPOILER_WORDS[doubt.spoiler];
          return (
            <li key={doubt.spoiler}>
              <p>
                <strong>{what}</strong> <span className={classes.when}>({whenWords(doubt)})</span>
              </p>
              <p className={classes.spoils}>{spoils}</p>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
