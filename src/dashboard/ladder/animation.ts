import { paint } from './painter.ts';
import type { Palette } from './palette.ts';
import { PAPER_PALETTE, readPalette } from './palette.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import type { TraceStore } from './trace-store.ts';

type Parts = {
  readonly canvas: HTMLCanvasElement;
  readonly stage: Stage;
  readonly store: TraceStore;
  /** Undefined while there is nothing to draw. */
  readonly sceneOf: () => Scene | undefined;
};

/** About thirty frames a second at most: after each, so long passes before the next is asked for. */
const LEAST_PAUSE_MS = 20;
/** What a frame may take of the time: where frames are slow, as without a graphics card, there are fewer of them. */
const SHARE = 0.03;
/** Where the pause would be longer, the picture follows the reports, in one frame with what else the page draws of them. */
const LONGEST_PAUSE_MS = 100;
/** So long it waits for a report. They come twice a second: it moves once between two of them. */
const LONGEST_WAIT_MS = 250;
/** The weight of the latest frame in what a frame takes. */
const NEWEST = 0.1;
/** After a longer pause, as of a tab that was hidden, time goes on from where it stood. */
const LONGEST_FRAME_MS = 500;
/** One step a second where motion is not wanted. */
const STEP_MS = 1_000;
/** A picture that moved by less looks the same. */
const SEEN_PX = 0.3;

export type Animation = {
  /** Something else than time has changed. */
  redraw(): void;
  stop(): void;
};

/** Draws as long as the canvas can be seen: when time moves the picture, and when something changes. */
export function animate({ canvas, stage, store, sceneOf }: Parts): Animation {
  const end = new AbortController();
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const paper = matchMedia('print');
  let palette: Palette | undefined;
  let isDirty = true;
  let rests: 'briefly' | 'until the next report' | undefined;
  let isPrinted = paper.matches;
  let frame = 0;
  let timer = 0;
  let frameMs = 0;
  let last = performance.now();
  let drawnFrom = Number.NaN;

  const redraw = () => {
    isDirty = true;
    if (!rests) return;
    halt();
    timer = window.setTimeout(ask, LEAST_PAUSE_MS);
  };
  const followReport = () => {
    isDirty = true;
    if (rests !== 'until the next report') return;
    halt();
    ask();
  };

  function draw(): void {
    const scene = sceneOf();
    if (!scene) return;
    const { from, pxPerMs } = scene.scale;
    if (!isDirty && Math.abs(from - drawnFrom) * pxPerMs < SEEN_PX) return;
    palette ??= readPalette(canvas);
    paint(canvas, scene, isPrinted ? PAPER_PALETTE : palette, devicePixelRatio);
    drawnFrom = from;
    isDirty = false;
  }

  function tick(now: number): void {
    const begunAt = performance.now();
    // After the frame, for the browser's part of it is the larger one.
    timer = window.setTimeout(() => rest(performance.now() - begunAt));
    const passed = Math.min(now - last, LONGEST_FRAME_MS);
    last = now;
    if (stage.advance(passed, still.matches ? STEP_MS : 0) || isDirty) draw();
  }

  function rest(tookMs: number): void {
    frameMs += (tookMs - frameMs) * NEWEST;
    const pauseMs = Math.max(frameMs / SHARE - frameMs, LEAST_PAUSE_MS);
    rests = pauseMs > LONGEST_PAUSE_MS ? 'until the next report' : 'briefly';
    timer = window.setTimeout(ask, rests === 'briefly' ? pauseMs : LONGEST_WAIT_MS);
  }

  function ask(): void {
    rests = undefined;
    frame = requestAnimationFrame(tick);
  }

  function halt(): void {
    rests = undefined;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  }

  const seeing = new IntersectionObserver((looks) => {
    const isSeen = looks.at(-1)?.isIntersecting === true;
    halt();
    if (isSeen) ask();
  });
  const scheme = new MutationObserver(() => {
    palette = undefined;
    redraw();
  });
  const print = (printed: boolean) => {
    isPrinted = printed;
    redraw();
    // At once: when the listeners are through, the browser takes its picture.
    draw();
  };

  const unsubscribe = [stage.subscribe(redraw), store.subscribe(followReport)];
  seeing.observe(canvas);
  scheme.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  addEventListener('beforeprint', () => print(true), { signal: end.signal });
  addEventListener('afterprint', () => print(false), { signal: end.signal });
  // A panel that is drawn only because the page is printed has missed what told of it.
  paper.addEventListener('change', ({ matches }) => print(matches), { signal: end.signal });
  if (isPrinted) draw();
  addEventListener('resize', redraw, { signal: end.signal });

  return {
    redraw,
    stop() {
      halt();
      for (const each of unsubscribe) each();
      seeing.disconnect();
      scheme.disconnect();
      end.abort();
    },
  };
}
