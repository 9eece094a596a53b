import type { Picture } from './picture-svg.ts';

/** For screens that show two pixels for each, and for print. */
const SCALE = 2;
/** Browsers draw nothing on a canvas that is larger. */
const MAX_SIDE_PX = 16_384;
const MAX_SVG_CHARACTERS = 8_000_000;
const DRAWN_WITHIN_MS = 10_000;

/** The picture in pixels. Rejects with the reason, in words, when the browser cannot draw it. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const [wide, high] = [Math.round(width * SCALE), Math.round(height * SCALE)];
  if (Math.max(wide, high) > MAX_SIDE_PX || svg.length > MAX_SVG_CHARACTERS) {
    throw new Error(`${wide} by ${high} pixels are more than a picture can have`);
  }
  const image = new Image(wide, high);
  // As a data: URL, for the page's policy allows images from no blob: URL.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await Promise.race([image.decode(), failAfter(DRAWN_WITHIN_MS)]).catch((error: unknown) => {
    throw new Error('the browser could not draw it', { cause: error });
  });
  return pngDrawn(width, height, (context) => context.drawImage(image, 0, 0, width, height));
}

/** What `draw` draws, in a picture of this size; rejects with the reason, in words. */
export async function pngDrawn(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * SCALE);
  canvas.height = Math.round(height * SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser has no canvas to spare');
  context.scale(SCALE, SCALE);
  draw(context);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG of it'))), 'image/png');
  });
}

async function failAfter(ms: number): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  throw new Error(`it took longer than ${ms / 1000} s`);
}
