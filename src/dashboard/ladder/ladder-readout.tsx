import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { formatLatency, quantityText, UNKNOWN } from '../format.ts';
import { useServices } from '../services.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import type { EventName } from './found.ts';
import classes from './ladder.module.css';
import { isUndelivered } from './undelivered.ts';
import { useEvery, useStageState } from './use-ladder.ts';
import { useTold } from './use-told.ts';
import { foundWords } from './words.ts';

/** What is pointed at or selected, in words, always at the same place; and how late an event came to each lane. */
export function LadderReadout({ lanes }: { lanes: readonly LaneName[] }) {
  useEvery(1_000);
  const found = useStageState(({ hovered, selected }) => hovered ?? selected);
  const told = useTold();
  const isTold = useStageState((state) => state.isTold && state.hovered === undefined);
  const words = found && told && foundWords(found, told);
  const event = found?.kind === 'event' ? found.event : undefined;
  return (
    <section className={classes.readout} aria-label="What is pointed at">
      <p className={classes.sentence}>
        {words ?? <span className={classes.hint}>Point at anything, or tap it, and its figures stand here.</span>}
      </p>
      <dl className={classes.lateness}>
        {lanes.map((lane) => (
          <div key={lane}>
            <dt>
              <LaneKey lane={lane} />
              {LANE_LABELS[lane]}
            </dt>
            <dd>{event ? <Lateness lane={lane} event={event} /> : UNKNOWN}</dd>
          </div>
        ))}
      </dl>
      <div role="status" className={classes.unseen}>
        {isTold ? words : ''}
      </div>
    </section>
  );
}

function Lateness({ lane, event }: { lane: LaneName; event: EventName }) {
  const { trace } = useServices();
  const { events } = trace.lane(lane);
  const index = events.find(event.epoch, event.id, event.at);
  if (index === undefined) return isUndelivered({ store: trace }, lane, event) ? 'waits' : UNKNOWN;
  return `+${quantityText(formatLatency(Math.max(0, events.receivedAt(index) - event.at)))}`;
}
