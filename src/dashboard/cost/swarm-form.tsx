import { Button } from '@mantine/core';
import { TRANSPORT_LABELS, TRANSPORTS } from '../../protocol/transports.ts';
import { NumberField } from '../ui/number-field.tsx';
import { useStartSwarm, useStopSwarm, useSwarms } from './cost-queries.ts';
import form from './form.module.css';
import { LaneTitle } from './lane-title.tsx';
import { MoreSettings } from './more-settings.tsx';
import { Refusal } from './refusal.tsx';
import { DRAFT_RULES, holdPlan, type SwarmDraft } from './swarm-draft.ts';
import { SwarmState } from './swarm-state.tsx';
import { isRunning } from './told-swarms.ts';

export type DraftProps = { readonly draft: SwarmDraft; readonly onChange: (draft: SwarmDraft) => void };

/** How many clients of what, and the press that starts them. */
export function SwarmForm({ draft, onChange }: DraftProps) {
  const swarms = useSwarms();
  const start = useStartSwarm();
  const stop = useStopSwarm();
  const running = isRunning(swarms?.latest ?? null);
  const total = TRANSPORTS.reduce((sum, transport) => sum + draft.clients[transport], 0);
  return (
    <>
      <div className={form.bar}>
        <fieldset className={form.group}>
          <legend>Clients</legend>
          {TRANSPORTS.map((transport) => (
            <NumberField
              key={transport}
              label={<LaneTitle transport={transport} />}
              name={`${TRANSPORT_LABELS[transport]} clients`}
              width="11.5rem"
              rule={DRAFT_RULES.clients}
              value={draft.clients[transport]}
              onCommit={(value) => onChange({ ...draft, clients: { ...draft.clients, [transport]: value } })}
            />
          ))}
        </fieldset>
        <fieldset className={form.group}>
          <legend>How</legend>
          <NumberField
            label="Started in a second"
            unit="/s"
            width="8rem"
            rule={DRAFT_RULES.rampPerSecond}
            value={draft.rampPerSecond}
            onCommit={(rampPerSecond) => onChange({ ...draft, rampPerSecond })}
          />
          <NumberField
            label="All stay for"
            unit="s"
            width="6rem"
            rule={DRAFT_RULES.seconds}
            value={draft.seconds}
            onCommit={(seconds) => onChange({ ...draft, seconds })}
          />
        </fieldset>
      </div>
      <MoreSettings draft={draft} onChange={onChange} />
      <div className={form.start}>
        <Button
          size="sm"
          miw="8.5rem"
          variant={running ? 'default' : 'filled'}
          className={running ? '' : (form.primary ?? '')}
          disabled={swarms === undefined || (!running && total === 0)}
          loading={start.isPending || stop.isPending}
          onClick={() => {
            if (running) return stop.mutate(undefined);
            stop.reset();
            start.mutate(holdPlan(draft));
          }}
        >
          {running ? 'Stop' : 'Start a swarm'}
        </Button>
        <SwarmState swarms={swarms} />
      </div>
      <Refusal what="start the swarm" conflict="Another one runs already: stop it first." error={start.error} />
      <Refusal what="stop the swarm" error={running ? stop.error : null} />
    </>
  );
}
