import { type ReactNode, useId, useState } from 'react';
import app from '../app.module.css';
import { ColorScheme } from '../panels/color-scheme.tsx';
import { HeaderFrame } from '../panels/header-frame.tsx';
import { PublisherControls } from '../panels/publisher-controls.tsx';
import { RefusalNotice } from '../panels/refusal-notice.tsx';
import { FailureFrame } from '../ui/failure-frame.tsx';
import classes from './cost.module.css';
import { CostTrouble } from './cost-trouble.tsx';
import { CurvePanel } from './curve-panel.tsx';
import form from './form.module.css';
import { HerdPanel } from './herd-panel.tsx';
import { LivePanel } from './live-panel.tsx';
import { PrintedSettings } from './printed-settings.tsx';
import { Summary } from './summary.tsx';
import { FIRST_DRAFT } from './swarm-draft.ts';
import { SwarmForm } from './swarm-form.tsx';
import { useLanesPaused } from './use-lanes-paused.ts';

/** What the server pays for its clients, from one to ten thousand of them. */
export function CostPage() {
  useLanesPaused();
  const [draft, setDraft] = useState(FIRST_DRAFT);
  return (
    <div className={app.page}>
      <CostTrouble />
      <HeaderFrame>
        <ColorScheme />
      </HeaderFrame>
      <main className={app.main}>
        <div className={classes.intro}>
          <h2>What it costs the server</h2>
          <Summary />
          <p className={classes.hint}>
            The lab’s own lanes are off while this page is shown, so that they cost nothing; they start again when you
            go back to the lab.
          </p>
        </div>
        <Part
          title="Start a swarm"
          question="Virtual clients in a process of their own, as many as you like up to 10,000."
        >
          <div className={form.bar}>
            <PublisherControls />
          </div>
          <RefusalNotice of="publisher" />
          <PrintedSettings />
          <SwarmForm draft={draft} onChange={setDraft} />
        </Part>
        <Part title="Live" question="What do they cost now?">
          <LivePanel />
        </Part>
        <Part title="How the cost grows" question="Is twice as many clients twice the cost, and up to where?">
          <CurvePanel draft={draft} onChange={setDraft} />
        </Part>
        <Part title="Thundering herd" question="What if all of them come back at once?">
          <HerdPanel />
        </Part>
      </main>
    </div>
  );
}

function Part({ title, question, children }: { title: string; question: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        <p className={classes.hint}>{question}</p>
      </div>
      <FailureFrame>{children}</FailureFrame>
    </section>
  );
}
