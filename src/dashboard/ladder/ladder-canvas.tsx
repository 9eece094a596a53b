import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { useServices } from '../services.tsx';
import { type Animation, animate } from './animation.ts';
import { spanWords } from './axis.ts';
import { eventsBetween } from './density.ts';
import classes from './ladder.module.css';
import { KEY_WORDS, pressKey } from './ladder-keys.ts';
import { type Layout, timeScale } from './layout.ts';
import { createPointing, type PointerLike } from './pointer.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { useEvery, useStage, useStageState } from './use-ladder.ts';
import { counted } from './words.ts';

/** The picture. All that can be done with a pointer can be done with keys. */
export function LadderCanvas({ layout, onWidth }: { layout: Layout; onWidth: (width: number) => void }) {
  const { lab, trace } = useServices();
  const stage = useStage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const keysId = useId();
  const lanes = useMemo(() => layout.bands.map(({ lane }) => lane), [layout]);

  const sceneOf = useEffectEvent((): Scene | undefined => {
    const bounds = trace.bounds();
    if (!bounds) return undefined;
    const { spanMs, hovered, selected } = stage.state();
    const faults = lab.state().snapshot?.faults.map(({ fault }) => fault) ?? [];
    const scale = timeScale(layout, stage.endAt(), spanMs);
    return { store: trace, bounds, layout, scale, faults, found: hovered ?? selected };
  });

  const animation = useRef<Animation>(undefined);
  useEffect(() => {
    if (!canvas.current) return;
    const running = animate({ canvas: canvas.current, stage, store: trace, sceneOf: () => sceneOf() });
    animation.current = running;
    return () => running.stop();
  }, [stage, trace]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout is another picture.
  useEffect(() => animation.current?.redraw(), [layout]);

  // Before the first paint: a picture of another width has another height.
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    onWidth(element.clientWidth);
    const observer = new ResizeObserver((entries) => onWidth(Math.floor(entries.at(-1)?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [onWidth]);

  const turnWheel = useEffectEvent((event: WheelEvent) => {
    const scene = sceneOf();
    if (!scene) return;
    // A pinch on a touchpad is a wheel with Ctrl.
    if (event.ctrlKey || event.metaKey) {
      const x = event.clientX - (place.current?.getBoundingClientRect().left ?? 0);
      stage.zoom(stage.state().spanMs * 2 ** (event.deltaY / 200), scene.scale.time(x));
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      stage.act({ kind: 'scrub', byMs: event.deltaX / scene.scale.pxPerMs });
    } else return;
    event.preventDefault();
  });
  useEffect(() => {
    // React's own listener is passive, and could not keep the page from zooming.
    const element = place.current;
    const listener = (event: WheelEvent) => turnWheel(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  const pointing = usePointing(stage, () => sceneOf());

  return (
    <div className={classes.frame}>
      <div
        ref={place}
        className={classes.stage}
        role="application"
        aria-roledescription="ladder diagram"
        aria-label="Ladder diagram"
        aria-describedby={keysId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys.
        tabIndex={0}
        style={{ '--ladder-height': `${layout.height}px` } as CSSProperties}
        onKeyDown={(event: KeyboardEvent) => {
          if (pressKey(stage, event, lanes)) event.preventDefault();
        }}
        {...pointing}
      >
        <canvas ref={canvas} className={classes.canvas} />
      </div>
      <div id={keysId} className={classes.unseen}>
        <Summary lanes={lanes} /> {KEY_WORDS}
      </div>
    </div>
  );
}

function usePointing(stage: Stage, sceneOf: () => Scene | undefined) {
  const scene = useEffectEvent(sceneOf);
  const [pointing] = useState(() => createPointing(stage, () => scene()));
  const like = ({ pointerId, pointerType, clientX, clientY, currentTarget }: PointerEvent): PointerLike => {
    const box = currentTarget.getBoundingClientRect();
    return { id: pointerId, x: clientX - box.left, y: clientY - box.top, isTouch: pointerType !== 'mouse' };
  };
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointing.down(like(event));
    },
    onPointerMove: (event: PointerEvent) => pointing.move(like(event)),
    onPointerUp: (event: PointerEvent) => pointing.up(like(event)),
    onPointerCancel: (event: PointerEvent) => pointing.end(event.pointerId),
    onPointerLeave: (event: PointerEvent) => pointing.end(event.pointerId),
  };
}

/** What the picture shows, for those who cannot see it: told when they ask, and never by itself. */
function Summary({ lanes }: { lanes: readonly LaneName[] }) {
  useEvery(2_000);
  const { trace } = useServices();
  const stage = useStage();
  const spanMs = useStageState((state) => state.spanMs);
  const to = stage.endAt();
  const perLane = lanes.map((lane) => {
    const { first, end } = eventsBetween(trace.lane(lane), to - spanMs, to);
    const { exchanges } = trace.lane(lane);
    const requests = exchanges.firstBegun(to) - exchanges.firstBegun(to - spanMs);
    return `${LANE_LABELS[lane]}: ${counted(requests, 'request')}, ${counted(end - first, 'event')}.`;
  });
  return (
    <>
      In the {spanWords(spanMs)} that are shown. {perLane.join(' ')}
    </>
  );
}
