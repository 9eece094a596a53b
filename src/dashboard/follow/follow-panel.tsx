import { useState } from 'react';
import { useLab } from '../services.tsx';
import { Segments } from '../ui/segments.tsx';
import { EventPicker } from './event-picker.tsx';
import classes from './follow-panel.module.css';
import { StoryFigure } from './story-figure.tsx';
import type { ScaleKind } from './story-scale.ts';
import { StoryTable } from './story-table.tsx';
import { StoryTitle } from './story-title.tsx';
import { useFollowedStory } from './use-followed-story.ts';

const SCALES: { value: ScaleKind; label: string }[] = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Logarithmic' },
];

/** The whole way of one event in all lanes, on one time axis. */
export function FollowPanel() {
  const [scale, setScale] = useState<ScaleKind>('linear');
  const story = useFollowedStory();
  const followed = useLab((state) => state.followed);
  return (
    <div className={classes.panel}>
      <p className={classes.note}>From the server’s log into the browser, on each lane. All lanes share one axis.</p>
      <div className={classes.tools}>
        <EventPicker id={followed ?? story?.id} />
        <Segments className={classes.scale} aria-label="Time axis" options={SCALES} value={scale} onChange={setScale} />
      </div>
      <StoryTitle story={story} followed={followed} />
      <StoryFigure story={story} scaleKind={scale} />
      <StoryTable story={story} />
    </div>
  );
}
