import { canvasPen } from './canvas-pen.ts';
import { drawLadder } from './draw.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';

/** Draws a scene on a canvas, one canvas pixel for each of the screen's. */
export function paint(canvas: HTMLCanvasElement, scene: Scene, palette: Palette, ratio: number): void {
  const { width, height } = scene.layout;
  const [pixelsWide, pixelsHigh] = [Math.round(width * ratio), Math.round(height * ratio)];
  // To set a size empties the canvas, and takes long.
  if (canvas.width !== pixelsWide) canvas.width = pixelsWide;
  if (canvas.height !== pixelsHigh) canvas.height = pixelsHigh;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, width, height);
  const pen = canvasPen(context);
  drawLadder(pen, { ...scene, palette });
  pen.flush();
}
