import { FONT, type Pen, type Stroke, TEXT_PX } from './pen.ts';

const SOLID: readonly number[] = [];

/** Draws at once, except that lines of the same kind that follow each other become one path. */
export function canvasPen(context: CanvasRenderingContext2D): Pen & { flush(): void } {
  let stroke: Stroke | undefined;

  function flush(): void {
    if (!stroke) return;
    context.strokeStyle = stroke.color;
    context.lineWidth = stroke.width ?? 1;
    context.globalAlpha = stroke.alpha ?? 1;
    context.setLineDash((stroke.dash ?? SOLID) as number[]);
    context.stroke();
    stroke = undefined;
  }

  function shape(color: string, inside: string | undefined, alpha: number | undefined): void {
    context.globalAlpha = alpha ?? 1;
    context.fillStyle = inside ?? color;
    context.fill();
    if (inside === undefined) return;
    context.strokeStyle = color;
    context.lineWidth = 1.25;
    context.setLineDash(SOLID as number[]);
    context.stroke();
  }

  return {
    flush,
    line(x1, y1, x2, y2, next) {
      if (!stroke || !isSame(stroke, next)) {
        flush();
        stroke = next;
        context.beginPath();
      }
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
    },
    bar(x, y, width, height, { color, alpha }) {
      flush();
      context.globalAlpha = alpha ?? 1;
      context.fillStyle = color;
      // Whole pixels: soft edges take as long again to draw, and a dense picture has thousands of bars.
      context.fillRect(Math.round(x), Math.round(y), wholePx(x, width), wholePx(y, height));
    },
    dot(x, y, radius, { color, inside, alpha }) {
      flush();
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      shape(color, inside, alpha);
    },
    diamond(x, y, radius, { color, inside, alpha }) {
      flush();
      context.beginPath();
      context.moveTo(x, y - radius);
      context.lineTo(x + radius, y);
      context.lineTo(x, y + radius);
      context.lineTo(x - radius, y);
      context.closePath();
      shape(color, inside, alpha);
    },
    text(x, y, words, { color, size = TEXT_PX, align = 'start', isBold = false }) {
      flush();
      context.globalAlpha = 1;
      context.fillStyle = color;
      context.font = `${isBold ? '600 ' : ''}${size}px ${FONT}`;
      context.textAlign = align === 'middle' ? 'center' : align;
      context.fillText(words, x, y);
    },
    clip(x, y, width, height, draw) {
      flush();
      context.save();
      context.beginPath();
      context.rect(x, y, width, height);
      context.clip();
      draw();
      flush();
      context.restore();
    },
    group: (_name, draw) => draw(),
  };
}

/** Nothing stays nothing; the least that is something is a pixel. */
const wholePx = (from: number, px: number) => (px > 0 ? Math.max(1, Math.round(from + px) - Math.round(from)) : 0);

function isSame(one: Stroke, other: Stroke): boolean {
  return (
    one === other ||
    (one.color === other.color && one.width === other.width && one.alpha === other.alpha && one.dash === other.dash)
  );
}
