import { VisuallyHidden } from '@mantine/core';
import classes from './controls-panel.module.css';
import { LaneControls } from './lane-controls.tsx';
import { PublishByHand } from './publish-by-hand.tsx';
import { PublisherControls } from './publisher-controls.tsx';
import { RefusalNotice } from './refusal-notice.tsx';

export function ControlsPanel() {
  return (
    <section aria-labelledby="controls-title">
      <VisuallyHidden component="h2" id="controls-title">
        Controls
      </VisuallyHidden>
      <div className={classes.bar}>
        <PublisherControls />
        <LaneControls />
        <PublishByHand />
      </div>
      <RefusalNotice />
    </section>
  );
}
