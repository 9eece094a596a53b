import { VisuallyHidden } from '@mantine/core';
import { useIsSaved } from '../services.tsx';
import classes from './controls-panel.module.css';
import { LaneControls } from './lane-controls.tsx';
import { NetworkLine } from './network-line.tsx';
import { PublishByHand } from './publish-by-hand.tsx';
import { PublisherControls } from './publisher-controls.tsx';
import { RefusalNotice } from './refusal-notice.tsx';

export function ControlsPanel() {
  const isSaved = useIsSaved();
  return (
    <section aria-labelledby="controls-title">
      <VisuallyHidden component="h2" id="controls-title">
        Controls
      </VisuallyHidden>
      <fieldset className={classes.bar} disabled={isSaved} aria-labelledby="controls-title">
        <PublisherControls />
        <LaneControls />
        <PublishByHand />
      </fieldset>
      <RefusalNotice of="publisher" />
      <NetworkLine />
    </section>
  );
}
