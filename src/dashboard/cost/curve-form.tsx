import { Button } from '@mantine/core';
import { TRANSPORT_LABELS, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { formatExactly } from '../format.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Segments } from '../ui/segments.tsx';
import { useStartSwarm, useStopSwarm, useSwarms } from './cost-queries.ts';
import form from './form.module.css';
import { LaneTitle } from './lane-title.tsx';
import { Refusal } from './refusal.tsx';
import { CURVE_TOPS, curvePlan, curveSeconds, curveSteps, DRAFT_RULES } from './swarm-draft.ts';
import type { DraftProps } from './swarm-form.tsx';
import { stepWords } from './swarm-words.ts';
import { isRunning } from './told-swarms.ts';

const TOPS = CURVE_TOPS.map((top) => ({ value: top, label: formatExactly(top) }));

/** Which transports and numbers of clients are measured, one after the other. */
export function CurveForm({ draft, onChange }: DraftProps) {
  const swarms = useSwarms();
  const start = useStartSwarm();
  const stop = useStopSwarm();
  const latest = swarms?.latest ?? null;
  const running = isRunning(latest);
  const isMeasuring = running && latest.plan.kind === 'curve';
  const chosen = draft.curveTransports;
  const toggle = (transport: Transport, on: boolean) =>
    onChange({
      ...draft,
      curveTransports: TRANSPORTS.filter((each) => (each === transport ? on : chosen.includes(each))),
    });
  return (
    <>
      <div className={form.bar}>
        <fieldset className={form.group}>
          <legend>Transports</legend>
          {TRANSPORTS.map((transport) => (
            <label key={transport} className={form.check}>
              <input
                type="checkbox"
                checked={chosen.includes(transport)}
                aria-label={`Measure ${TRANSPORT_LABELS[transport]}`}
                onChange={({ currentTarget }) => toggle(transport, currentTarget.checked)}
              />
              <LaneTitle transport={transport} />
            </label>
          ))}
        </fieldset>
        <div className={form.labelled}>
          <span className={form.label} id="curve-top-label">
            Clients, up to
          </span>
          <Segments
            aria-labelledby="curve-top-label"
            options={TOPS}
            value={draft.curveTop}
            onChange={(curveTop) => onChange({ ...draft, curveTop })}
          />
        </div>
        <NumberField
          label="Each for"
          unit="s"
          width="5rem"
          rule={DRAFT_RULES.secondsEach}
          value={draft.secondsEach}
          onCommit={(secondsEach) => onChange({ ...draft, secondsEach })}
        />
      </div>
      <div className={form.start}>
        <Button
          size="sm"
          miw="11rem"
          variant="default"
          disabled={swarms === undefined || (running ? !isMeasuring : chosen.length === 0)}
          loading={start.isPending || stop.isPending}
          onClick={() => {
            if (isMeasuring) return stop.mutate(undefined);
            stop.reset();
            start.mutate(curvePlan(draft));
          }}
        >
          {isMeasuring ? 'Stop measuring' : 'Measure the curves'}
        </Button>
        <div className={form.state}>
          <p role="status">
            {isMeasuring
              ? `At ${latest.step ? stepWords(latest.step) : 'the start'}.`
              : `${curveSteps(draft.curveTop).map(formatExactly).join(', ')} clients of ${countWords(chosen.length)}: about ${duration(curveSeconds(draft))}.`}
          </p>
          <progress
            className={form.progress}
            aria-label="Progress of the curves"
            value={isMeasuring ? latest.progress : swarms?.curve ? 1 : 0}
          />
        </div>
      </div>
      <Refusal what="measure the curves" conflict="A swarm runs already: stop it first." error={start.error} />
      <Refusal what="stop measuring" error={isMeasuring ? stop.error : null} />
    </>
  );
}

function countWords(transports: number): string {
  return transports === 1 ? 'one transport' : `${transports} transports, one after the other`;
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)}\u00a0s` : `${Math.round(seconds / 60)}\u00a0min`;
}
