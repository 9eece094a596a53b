import { AddressNotice } from './address/address-notice.tsx';
import { AddressSync } from './address/address-sync.tsx';
import { PANEL_NAMES } from './address/view.ts';
import classes from './app.module.css';
import { CodeBehind } from './code/code-behind.tsx';
import { PANELS } from './panel-list.tsx';
import { ControlsPanel } from './panels/controls-panel.tsx';
import { LanesPanel } from './panels/lanes-panel.tsx';
import { Overview } from './panels/overview.tsx';
import { PageHeader } from './panels/page-header.tsx';
import { TroubleBanner } from './panels/trouble-banner.tsx';
import { NotPresented, Presenting } from './present/presenting.tsx';
import { PrintReport } from './print/print-report.tsx';
import { RunBanner } from './runs/run-banner.tsx';
import { RunDrop } from './runs/run-drop.tsx';
import { ShownRun } from './runs/shown-run.tsx';
import { TourProvider } from './tour/tour.tsx';
import { Panel } from './ui/panel.tsx';
import { usePublisherWatch } from './validity/use-publisher-watch.ts';

/** What is outside of the shown run watches the live lab, whatever is shown. */
export function App() {
  return (
    <div className={classes.page}>
      <TroubleBanner />
      <PublisherWatch />
      <ShownRun>
        <AddressSync />
        <RunBanner />
        <AddressNotice />
        <RunDrop />
        <TourProvider>
          <PageHeader />
          <PrintReport />
          <main className={classes.main}>
            <Overview />
            <NotPresented>
              <ControlsPanel />
            </NotPresented>
            <LanesPanel />
            <div>
              {PANEL_NAMES.map((name) => {
                const { title, question, Content } = PANELS[name];
                return (
                  <Panel key={name} name={name} title={title} question={question}>
                    <Content />
                  </Panel>
                );
              })}
            </div>
          </main>
          <CodeBehind />
          <Presenting />
        </TourProvider>
      </ShownRun>
    </div>
  );
}

function PublisherWatch() {
  usePublisherWatch();
  return null;
}
