import type { SessionPolicy } from '../../protocol/session-policy.ts';
import { formatExactly, formatLatency, quantityText } from '../format.ts';
import { SKIPPED } from '../picture/light-copy.ts';
import { SavePicture } from '../picture/save-picture.tsx';
import classes from './survival.module.css';
import { type WaitBounds, waitBounds } from './wait-bounds.ts';

const TRIES = 10;

/** Between which the wait before each of the first tries lies. Computed from the policy; a Retry-After may lengthen it. */
export function WaitsFigure({ policy }: { policy: SessionPolicy }) {
  const bounds = waitBounds(policy, TRIES);
  const longest = Math.max(...bounds.map(({ high }) => high));
  return (
    <figure className={classes.waits} data-picture>
      <figcaption {...SKIPPED}>
        Wait before each try, computed from the policy
        <SavePicture title="Wait before each try" note="computed from the policy" />
      </figcaption>
      <ol className={classes.bounds}>
        {bounds.map((bound, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a try is its number.
          <li key={index}>
            <span className={classes.column} aria-hidden="true">
              <span
                className={classes.band}
                data-exact={bound.low === bound.high}
                style={{ bottom: `${(100 * bound.low) / longest}%`, top: `${100 - (100 * bound.high) / longest}%` }}
              />
            </span>
            <span className={classes.bound}>{boundText(bound)}</span>
          </li>
        ))}
      </ol>
      <p className={classes.words}>{endWords(policy)}</p>
    </figure>
  );
}

function boundText({ low, high }: WaitBounds): string {
  const text = (ms: number) => (ms === 0 ? '0' : shortSeconds(ms));
  return low === high ? text(high) : `${text(low)}–${text(high)}`;
}

/** Seconds with a digit where it tells: there is little room. */
function shortSeconds(ms: number): string {
  const seconds = ms / 1_000;
  return `${Number(seconds.toPrecision(2))}\u00a0s`;
}

function endWords({ maxTries, breakerThreshold, breakerCoolDownMs }: SessionPolicy): string {
  const coolDown = quantityText(formatLatency(breakerCoolDownMs));
  const isBreaking = breakerThreshold > 0 && (maxTries === 0 || breakerThreshold < maxTries);
  const circuit = isBreaking
    ? `After ${formatExactly(breakerThreshold)} failures in a row the circuit opens: no attempt for ${coolDown}, then a single probe decides.`
    : 'The circuit never opens.';
  const end = maxTries === 0 ? 'It never gives up.' : `It gives up after ${formatExactly(maxTries)} failures in a row.`;
  return `${circuit} ${end}`;
}
