import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LaneName } from '../../protocol/lanes.ts';
import { captionOf } from '../picture/caption.ts';
import { textWidth } from '../picture/draw-figure.ts';
import { type PictureFormat, pictureFileName } from '../picture/picture-file-name.ts';
import { pngDrawn } from '../picture/png.ts';
import { saveFile, textFile } from '../picture/save-file.ts';
import { useExperiment } from '../queries.ts';
import { useLab, useServices } from '../services.tsx';
import { canvasPen } from './canvas-pen.ts';
import classes from './ladder.module.css';
import { captionLines, drawPicture, type LadderPicture, pictureLayout } from './picture.ts';
import { svgPen } from './svg-pen.ts';
import { useStage } from './use-ladder.ts';

const TITLE = 'Ladder diagram';

/** Saves what the picture shows now, as it is drawn on the page, on light paper. */
export function SavePictures({ lanes }: { lanes: readonly LaneName[] }) {
  const { lab, trace } = useServices();
  const stage = useStage();
  const experiment = useExperiment();
  const settings = useLab((state) => state.settings);
  const run = useLab((state) => state.snapshot?.run.client);
  const [failure, setFailure] = useState<string>();

  async function save(format: PictureFormat): Promise<void> {
    const bounds = trace.bounds();
    if (!bounds) return setFailure('There is nothing to save yet.');
    const at = new Date();
    const { spanMs, selected } = stage.state();
    const caption = captionLines(captionOf({ run, at, isSaved: false, experiment, lanes: settings }), textWidth);
    const picture: LadderPicture = {
      ...{ store: trace, bounds, endAt: stage.endAt(), spanMs, found: selected, title: TITLE },
      faults: lab.state().snapshot?.faults.map(({ fault }) => fault) ?? [],
      layout: pictureLayout(lanes, caption),
      caption,
    };
    try {
      const content = format === 'svg' ? svgOf(picture) : await pngOf(picture);
      saveFile(pictureFileName(TITLE, at, format), content);
      setFailure(undefined);
    } catch (error) {
      setFailure(`Not saved: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  return (
    <fieldset className={classes.group} aria-label="Save the picture">
      <span className={classes.label}>Save as</span>
      <Button variant="default" size="xs" aria-label="Save as PNG" onClick={() => void save('png')}>
        PNG
      </Button>
      <Button variant="default" size="xs" aria-label="Save as SVG" onClick={() => void save('svg')}>
        SVG
      </Button>
      <span role="status" className={classes.failure}>
        {failure}
      </span>
    </fieldset>
  );
}

function svgOf(picture: LadderPicture): Blob {
  const { width, height } = picture.layout;
  const pen = svgPen(width, height, picture.title);
  drawPicture(pen, picture);
  return textFile('image/svg+xml', pen.svg());
}

function pngOf(picture: LadderPicture): Promise<Blob> {
  const { width, height } = picture.layout;
  return pngDrawn(width, height, (context) => {
    const pen = canvasPen(context);
    drawPicture(pen, picture);
    pen.flush();
  });
}
