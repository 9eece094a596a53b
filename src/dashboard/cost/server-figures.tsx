import { Explained } from '../ui/explained.tsx';
import classes from './cost.module.css';
import type { ServerFigures } from './cost-figures.ts';
import { NOTHING } from './figure-format.ts';
import { SERVER_CELLS } from './server-cells.ts';

/** What the whole process costs; its clients cannot be told apart in these. */
export function ServerFiguresList({ figures }: { figures: ServerFigures | undefined }) {
  return (
    <dl className={classes.figures} aria-label="The server’s process">
      {SERVER_CELLS.map(({ label, explanation, format }) => {
        const { number, unit } = figures ? format(figures) : NOTHING;
        return (
          <div key={label} className={classes.figure}>
            <dt>
              <Explained explanation={explanation}>{label}</Explained>
            </dt>
            <dd>
              {number}
              <span className={classes.unit}>{unit && `\u00a0${unit}`}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
