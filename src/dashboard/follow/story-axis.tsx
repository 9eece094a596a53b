import { axisWords } from '../charts/axis-words.ts';
import { formatLatency } from '../format.ts';
import classes from './story-figure.module.css';
import type { StoryScale } from './story-scale.ts';

/** The labels of the axis: percent, like the lanes above it. */
export function StoryAxis({ scale }: { scale: StoryScale }) {
  return (
    <div className={classes.axis} aria-hidden="true">
      <span className={classes.tick} style={{ left: `${scale.published}%` }} data-published="true">
        published
      </span>
      {scale.ticks.map(({ ms, place, minor }) => (
        <span key={ms} className={classes.tick} style={{ left: `${place}%` }} data-minor={minor}>
          {axisWords(formatLatency(ms))}
        </span>
      ))}
    </div>
  );
}
