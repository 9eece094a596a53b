import { lazy, Suspense } from 'react';
import classes from './app.module.css';
import { AccountPanel } from './panels/account-panel.tsx';
import { ControlsPanel } from './panels/controls-panel.tsx';
import { LanesPanel } from './panels/lanes-panel.tsx';
import { PageHeader } from './panels/page-header.tsx';
import { TroubleBanner } from './panels/trouble-banner.tsx';

// The charts are by far the largest part of the page, and the lanes do not wait for them.
const ChartsPanel = lazy(() =>
  import('./charts/charts-panel.tsx').then(({ ChartsPanel }) => ({ default: ChartsPanel })),
);

export function App() {
  return (
    <div className={classes.page}>
      <TroubleBanner />
      <PageHeader />
      <main className={classes.main}>
        <ControlsPanel />
        <LanesPanel />
        <Suspense fallback={<div className={classes.chartsToCome} />}>
          <ChartsPanel />
        </Suspense>
        <AccountPanel />
      </main>
    </div>
  );
}
