import { lazy, Suspense } from 'react';
import classes from './app.module.css';
import { AccountPanel } from './panels/account-panel.tsx';
import { ControlsPanel } from './panels/controls-panel.tsx';
import { LanesPanel } from './panels/lanes-panel.tsx';
import { PageHeader } from './panels/page-header.tsx';
import { TroubleBanner } from './panels/trouble-banner.tsx';
import { RunBanner } from './runs/run-banner.tsx';
import { RunDrop } from './runs/run-drop.tsx';
import { ShownRun } from './runs/shown-run.tsx';
import { usePublisherWatch } from './validity/use-publisher-watch.ts';

// The charts are by far the largest part of the page, and the lanes do not wait for them.
const ChartsPanel = lazy(() =>
  import('./charts/charts-panel.tsx').then(({ ChartsPanel }) => ({ default: ChartsPanel })),
);
const TextbookPanel = lazy(() =>
  import('./textbook/textbook-panel.tsx').then(({ TextbookPanel }) => ({ default: TextbookPanel })),
);
const BytesPanel = lazy(() => import('./bytes/bytes-panel.tsx').then(({ BytesPanel }) => ({ default: BytesPanel })));
const TheoryPanel = lazy(() =>
  import('./theory/theory-panel.tsx').then(({ TheoryPanel }) => ({ default: TheoryPanel })),
);
const FollowPanel = lazy(() =>
  import('./follow/follow-panel.tsx').then(({ FollowPanel }) => ({ default: FollowPanel })),
);
const ValidityPanel = lazy(() =>
  import('./validity/validity-panel.tsx').then(({ ValidityPanel }) => ({ default: ValidityPanel })),
);

/** What is outside of the shown run watches the live lab, whatever is shown. */
export function App() {
  return (
    <div className={classes.page}>
      <TroubleBanner />
      <PublisherWatch />
      <ShownRun>
        <RunBanner />
        <RunDrop />
        <PageHeader />
        <main className={classes.main}>
          <ControlsPanel />
          <LanesPanel />
          <Suspense fallback={<div className={classes.chartsToCome} />}>
            <ChartsPanel />
          </Suspense>
          <Suspense fallback={<div className={classes.textbookToCome} />}>
            <TextbookPanel />
          </Suspense>
          <Suspense fallback={<div className={classes.bytesToCome} />}>
            <BytesPanel />
          </Suspense>
          <Suspense fallback={<div className={classes.theoryToCome} />}>
            <TheoryPanel />
          </Suspense>
          <Suspense fallback={<div className={classes.followToCome} />}>
            <FollowPanel />
          </Suspense>
          <AccountPanel />
          <Suspense fallback={<div className={classes.validityToCome} />}>
            <ValidityPanel />
          </Suspense>
        </main>
      </ShownRun>
    </div>
  );
}

function PublisherWatch() {
  usePublisherWatch();
  return null;
}
