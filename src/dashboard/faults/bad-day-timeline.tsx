import type { BadDay } from '../../protocol/faults.ts';
import { useLab } from '../services.tsx';
import { useServerNow } from '../use-server-now.ts';
import { type BadDayPlan, badDayPlan } from './bad-day-plan.ts';
import { FAULT_LABELS } from './fault-words.ts';
import classes from './faults.module.css';

/** The plan of the bad day that is played, and where it has got to. Its place is kept while there is none. */
export function BadDayTimeline({ badDay }: { badDay: BadDay | undefined }) {
  // A snapshot comes twice a second, which is as often as the line has to move.
  useLab((state) => state.snapshot);
  const serverNow = useServerNow();
  const plan = badDay && badDayPlan(badDay, serverNow());
  return (
    <div className={classes.timeline}>
      {plan ? (
        <>
          <Line plan={plan} />
          <p>{plan.words}</p>
        </>
      ) : (
        <p className={classes.idle}>No bad day is being played.</p>
      )}
    </div>
  );
}

function Line({ plan }: { plan: BadDayPlan }) {
  return (
    <svg className={classes.line} role="img" aria-label={`The bad day. ${plan.words}`}>
      <line className={classes.axis} x1="0" x2="100%" y1="26" y2="26" />
      <line className={classes.elapsed} x1="0" x2={`${plan.now}%`} y1="26" y2="26" />
      {plan.faults.map(({ key, kind, from, to, isOver, labelled }) => (
        <g key={key} className={isOver ? classes.over : classes.toCome}>
          <line className={classes.lasts} x1={`${from}%`} x2={`${to}%`} y1="26" y2="26" />
          <line className={classes.tick} x1={`${from}%`} x2={`${from}%`} y1="18" y2="34" />
          {labelled && (
            <text x={`${from}%`} y="12">
              {FAULT_LABELS[kind]}
            </text>
          )}
        </g>
      ))}
      <line className={classes.now} x1={`${plan.now}%`} x2={`${plan.now}%`} y1="16" y2="36" />
    </svg>
  );
}
