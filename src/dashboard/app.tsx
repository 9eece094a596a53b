import classes from './app.module.css';
import { AccountPanel } from './panels/account-panel.tsx';
import { ControlsPanel } from './panels/controls-panel.tsx';
import { LanesPanel } from './panels/lanes-panel.tsx';
import { PageHeader } from './panels/page-header.tsx';
import { TroubleBanner } from './panels/trouble-banner.tsx';
import { RunBanner } from './runs/run-banner.tsx';
import { RunDrop } from './runs/run-drop.tsx';
import { ShownRun } from './runs/shown-run.tsx';
import { lazyPanel } from './ui/lazy-panel.tsx';
import { usePublisherWatch } from './validity/use-publisher-watch.ts';

// The charts are by far the largest part of the page, and the lanes do not wait for them.
const ChartsPanel = lazyPanel(
  async () => (await import('./charts/charts-panel.tsx')).ChartsPanel,
  classes.chartsToCome,
);
const TextbookPanel = lazyPanel(
  async () => (await import('./textbook/textbook-panel.tsx')).TextbookPanel,
  classes.textbookToCome,
);
const BytesPanel = lazyPanel(async () => (await import('./bytes/bytes-panel.tsx')).BytesPanel, classes.bytesToCome);
const TheoryPanel = lazyPanel(
  async () => (await import('./theory/theory-panel.tsx')).TheoryPanel,
  classes.theoryToCome,
);
const FollowPanel = lazyPanel(
  async () => (await import('./follow/follow-panel.tsx')).FollowPanel,
  classes.followToCome,
);
const NetworkPanel = lazyPanel(
  async () => (await import('./network/network-panel.tsx')).NetworkPanel,
  classes.networkToCome,
);
const FaultsPanel = lazyPanel(
  async () => (await import('./faults/faults-panel.tsx')).FaultsPanel,
  classes.faultsToCome,
);
const SurvivalPanel = lazyPanel(
  async () => (await import('./survival/survival-panel.tsx')).SurvivalPanel,
  classes.survivalToCome,
);
const ValidityPanel = lazyPanel(
  async () => (await import('./validity/validity-panel.tsx')).ValidityPanel,
  classes.validityToCome,
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
          <NetworkPanel />
          <FaultsPanel />
          <ChartsPanel />
          <SurvivalPanel />
          <TextbookPanel />
          <BytesPanel />
          <TheoryPanel />
          <FollowPanel />
          <AccountPanel />
          <ValidityPanel />
        </main>
      </ShownRun>
    </div>
  );
}

function PublisherWatch() {
  usePublisherWatch();
  return null;
}
