import type { ReactNode } from 'react';
import type { Jitter } from '../../protocol/session-policy.ts';
import type { SWARM_READERS } from '../../protocol/swarm.ts';
import { Explained } from '../ui/explained.tsx';
import { Segments } from '../ui/segments.tsx';
import { SettingField } from '../ui/setting-field.tsx';
import form from './form.module.css';
import { DRAFT_RULES } from './swarm-draft.ts';
import type { DraftProps } from './swarm-form.tsx';

const JITTER_OPTIONS: { value: Jitter; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'full', label: 'Full' },
  { value: 'equal', label: 'Equal' },
  { value: 'decorrelated', label: 'Decorrelated' },
];

const READER_OPTIONS: { value: (typeof SWARM_READERS)[number]; label: string }[] = [
  { value: 'auto', label: 'Auto' },
  { value: 'lane', label: 'As the lanes' },
  { value: 'lean', label: 'Lean' },
];

/** How each client is: for the swarm and for the curves. */
export function MoreSettings({ draft, onChange }: DraftProps) {
  const backoff = (part: Partial<typeof draft.backoff>) =>
    onChange({ ...draft, backoff: { ...draft.backoff, ...part } });
  return (
    <details className={form.more}>
      <summary>More settings</summary>
      <div className={form.settings}>
        <SettingField
          label="Poll interval"
          unit="ms"
          explanation="Short polling: from an answer to the next request of the same client."
          rule={DRAFT_RULES.pollIntervalMs}
          value={draft.pollIntervalMs}
          onCommit={(pollIntervalMs) => onChange({ ...draft, pollIntervalMs })}
        />
        <SettingField
          label="Long-poll hold"
          unit="s"
          explanation="Long polling: how long the server holds a request while there is no event."
          rule={DRAFT_RULES.holdSeconds}
          value={draft.holdSeconds}
          onCommit={(holdSeconds) => onChange({ ...draft, holdSeconds })}
        />
        <SettingField
          label="First wait"
          unit="ms"
          explanation="The bound of the wait before a client that lost its connection comes back. It doubles with each failure in a row."
          rule={DRAFT_RULES.baseDelayMs}
          value={draft.backoff.baseDelayMs}
          onCommit={(baseDelayMs) => backoff({ baseDelayMs })}
        />
        <SettingField
          label="Longest wait"
          unit="ms"
          explanation="The bound never grows past this."
          rule={DRAFT_RULES.maxDelayMs}
          value={draft.backoff.maxDelayMs}
          onCommit={(maxDelayMs) => backoff({ maxDelayMs })}
        />
        <Labelled
          label="Backoff jitter"
          explanation="How the wait is drawn from its bound: the bound itself (none), anywhere from zero to it (full), half of it and anywhere in the other half (equal), or up to three times the wait before (decorrelated)."
        >
          <Segments
            aria-label="Backoff jitter"
            options={JITTER_OPTIONS}
            value={draft.backoff.jitter}
            onChange={(jitter) => backoff({ jitter })}
          />
        </Labelled>
        <Labelled
          label="Reader"
          explanation="Who reads: the same code as this lab’s lanes, or a lean reader that does as little as it can for each event, so that one process can be ten thousand clients. Both see the same events and count the same bytes. Auto takes the lanes’ code for few clients."
        >
          <Segments
            aria-label="Reader"
            options={READER_OPTIONS}
            value={draft.reader}
            onChange={(reader) => onChange({ ...draft, reader })}
          />
        </Labelled>
      </div>
    </details>
  );
}

function Labelled({ label, explanation, children }: { label: string; explanation: string; children: ReactNode }) {
  return (
    <div className={form.labelled}>
      <span className={form.label}>
        <Explained explanation={explanation}>{label}</Explained>
      </span>
      {children}
    </div>
  );
}
