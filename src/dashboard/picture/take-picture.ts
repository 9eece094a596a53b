import { forEachLane, type LaneName } from '../../protocol/lanes.ts';
import { drawFigure, textWidth } from './draw-figure.ts';
import { withLightCopy } from './light-copy.ts';
import { type Inks, type Picture, pictureSvg } from './picture-svg.ts';

export type PictureWords = {
  readonly title: string;
  readonly note: string;
  /** Those whose lines are to be explained. */
  readonly lanes: readonly LaneName[];
  readonly caption: string;
};

/** A figure of the page as it is at this moment, on light paper. Throws with the reason, in words, when there is none. */
export function takePicture(figure: Element, words: PictureWords): Picture {
  return withLightCopy(figure, (copy) =>
    // The colours are read while the copy is there: they are those of its paper.
    pictureSvg({ ...words, drawing: drawFigure(copy) }, inksOf(copy), textWidth),
  );
}

function inksOf(copy: Element): Inks {
  const style = getComputedStyle(copy);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: value('--paper'),
    ink: value('--mantine-color-text'),
    soft: value('--ink-soft'),
    lanes: forEachLane((lane) => value(`--lane-${lane}`)),
  };
}
