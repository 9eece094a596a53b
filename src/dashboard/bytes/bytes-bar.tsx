import classes from './bytes-panel.module.css';
import { KIND_CLASS } from './kind-swatch.tsx';
import type { LaneBytes } from './lanes-bytes.ts';

/** The shares of an event one after the other, up a step higher than down, and the estimate apart. */
export function BytesBar({
  lane: { shares, perEvent, estimatePerEvent },
  longest,
}: {
  lane: LaneBytes;
  longest: number;
}) {
  const percent = (bytes: number) => `${(100 * bytes) / longest}%`;
  const starts = shares.map((_, place) => shares.slice(0, place).reduce((sum, share) => sum + share.perEvent, 0));
  return (
    <>
      {shares.map(
        ({ direction, kind, bytes, perEvent: width }, place) =>
          bytes > 0 && (
            <span
              key={`${direction} ${kind}`}
              className={`${KIND_CLASS} ${classes.segment}`}
              data-kind={kind}
              data-direction={direction}
              style={{ left: percent(starts[place] ?? 0), width: percent(width) }}
            />
          ),
      )}
      <span
        className={classes.estimateSegment}
        style={{ left: `calc(${percent(perEvent)} + 4px)`, width: percent(estimatePerEvent) }}
      />
    </>
  );
}
