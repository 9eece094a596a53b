import type { ReactNode } from 'react';
import { useExperiment } from '../queries.ts';
import { useLab, useServices } from '../services.tsx';
import { useServerNow } from '../use-server-now.ts';
import classes from './print-report.module.css';
import { PrintSettings } from './print-settings.tsx';
import { browserWords, durationWords, validityWords } from './report-words.ts';

const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'long', hourCycle: 'h23' });

/** What a sheet of paper has to say for itself: when, with what and for how long it was measured, and what was set. */
export function Report() {
  const { saved, environment } = useServices();
  const experiment = useExperiment();
  const run = useLab((state) => state.snapshot?.run);
  const marks = useLab((state) => state.snapshot?.marks);
  const settings = useLab((state) => state.settings);
  const now = useServerNow()();
  return (
    <section className={classes.report} aria-label="Report">
      <dl className={classes.facts}>
        <Fact name={saved ? 'Saved' : 'Printed'}>{dateTime.format(saved ? new Date(saved.savedAt) : new Date())}</Fact>
        <Fact name="Server">
          Transport Lab {saved?.environment.serverVersion ?? experiment?.server.version ?? 'of unknown version'}
        </Fact>
        <Fact name="Browser">{browserWords(environment.userAgent)}</Fact>
        <Fact name="Run">
          {run?.client ?? 'none yet'}
          {run?.startedAt !== undefined && `, ${durationWords(now - run.startedAt)} long`}
        </Fact>
        <Fact name="Validity">{validityWords(marks ?? [])}</Fact>
      </dl>
      <PrintSettings experiment={experiment} lanes={settings} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
