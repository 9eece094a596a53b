import { Button } from '@mantine/core';
import type { LaneName } from '../../protocol/lanes.ts';
import { Segments } from '../ui/segments.tsx';
import { spanWords } from './axis.ts';
import { clockWords } from './clock-words.ts';
import classes from './ladder.module.css';
import { nextSpan, SPAN_MS, SPEEDS, type Speed } from './ladder-view.ts';
import { SavePictures } from './save-pictures.tsx';
import { useEvery, useStage, useStageState } from './use-ladder.ts';

const SPEED_LABELS: Record<Speed, string> = { 1: '1', 0.5: '½', 0.1: '1/10', 0.01: '1/100' };

/** What moves the picture, and where it stands. */
export function LadderToolbar({ lanes }: { lanes: readonly LaneName[] }) {
  const stage = useStage();
  const mode = useStageState(({ view }) => view.mode);
  const speed = useStageState(({ view }) => (view.mode === 'playing' ? view.speed : undefined));
  const spanMs = useStageState((state) => state.spanMs);
  const zoom = (direction: 'in' | 'out') => () => stage.zoom(nextSpan(spanMs, direction));
  return (
    <div className={classes.toolbar}>
      <div className={classes.tools}>
        <fieldset className={classes.group} aria-label="Time">
          <Button
            className={classes.play ?? ''}
            variant="default"
            size="xs"
            onClick={() => stage.act({ kind: mode === 'live' ? 'pause' : 'live' })}
          >
            {mode === 'live' ? 'Pause picture' : 'Back to live'}
          </Button>
          <Button variant="default" size="xs" onClick={() => stage.step(-1, lanes)}>
            ‹ Event
          </Button>
          <Button variant="default" size="xs" onClick={() => stage.step(1, lanes)}>
            Event ›
          </Button>
        </fieldset>
        <fieldset className={classes.group} aria-label="Zoom">
          <Button
            variant="default"
            size="xs"
            aria-label="Zoom out"
            disabled={spanMs >= SPAN_MS.max}
            onClick={zoom('out')}
          >
            −
          </Button>
          <output className={classes.span} aria-label="Time shown">
            {spanWords(spanMs)}
          </output>
          <Button
            variant="default"
            size="xs"
            aria-label="Zoom in"
            disabled={spanMs <= SPAN_MS.min}
            onClick={zoom('in')}
          >
            +
          </Button>
        </fieldset>
        <div className={classes.group}>
          <span className={classes.label}>Play at</span>
          <Segments
            aria-label="Play at speed"
            options={SPEEDS.map((each) => ({ value: each, label: SPEED_LABELS[each] }))}
            value={speed}
            onChange={(value) => stage.act({ kind: 'play', speed: value })}
          />
        </div>
        <SavePictures lanes={lanes} />
      </div>
      <Scrubber />
    </div>
  );
}

/** A handle on all that is kept. */
function Scrubber() {
  useEvery(250);
  const stage = useStage();
  const mode = useStageState(({ view }) => view.mode);
  // At once, for the next key moves on from here.
  useStageState(({ view }) => view.mode === 'still' && view.endAt);
  const spanMs = useStageState((state) => state.spanMs);
  const kept = stage.kept();
  const endAt = stage.endAt();
  const first = kept ? Math.min(kept.from + spanMs, endAt) : 0;
  // A key moves the picture by a tenth of its width; the end is one of the steps.
  const stepMs = Math.max(1, Math.round(spanMs / 10));
  const steps = kept ? Math.ceil((kept.edge - first) / stepMs) : 0;
  const back = kept ? Math.round((kept.edge - endAt) / stepMs) : 0;
  return (
    <div className={classes.scrubber}>
      <input
        type="range"
        aria-label="Moment shown"
        aria-valuetext={kept ? clockWords(endAt, 1) : 'nothing yet'}
        disabled={steps === 0}
        min={0}
        max={Math.max(1, steps)}
        step={1}
        value={mode === 'live' || steps === 0 ? Math.max(1, steps) : steps - back}
        onChange={({ currentTarget }) => {
          if (kept) stage.act({ kind: 'go', endAt: kept.edge - (steps - Number(currentTarget.value)) * stepMs });
        }}
      />
      {/* It changes all the time, and is not to be read out each time. */}
      <output className={classes.moment} aria-label="The picture ends at" aria-live="off">
        {kept ? `${clockWords(endAt, 1)} · ${MODE_WORDS[mode]}` : 'Nothing yet'}
      </output>
    </div>
  );
}

const MODE_WORDS = { live: 'live', still: 'paused', playing: 'playing' } as const;
