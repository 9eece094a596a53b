import { hit, REACH_PX } from './hit.ts';
import { clampSpan } from './ladder-view.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** As much of a pointer's event as is used; `x` and `y` are the picture's. */
export type PointerLike = { readonly id: number; readonly x: number; readonly y: number; readonly isTouch: boolean };

export type Pointing = {
  down(pointer: PointerLike): void;
  move(pointer: PointerLike): void;
  up(pointer: PointerLike): void;
  /** The browser scrolls instead, or the pointer has left. */
  end(id: number): void;
};

/** A hand that trembles does not drag. */
const DRAG_PX = 5;

/** Dragging scrubs, two fingers zoom, a tap selects. `sceneOf` answers what is on the screen. */
export function createPointing(stage: Stage, sceneOf: () => Scene | undefined): Pointing {
  const down = new Map<number, { readonly startX: number; x: number; isDragged: boolean }>();
  let pinch: { readonly spanMs: number; readonly distance: number } | undefined;

  const found = (scene: Scene, { x, y, isTouch }: PointerLike) =>
    hit(scene, x, y, isTouch ? REACH_PX.touch : REACH_PX.mouse);

  function spread(): { readonly distance: number; readonly middle: number } {
    const [one, other] = [...down.values()];
    const [a, b] = [one?.x ?? 0, other?.x ?? 0];
    return { distance: Math.max(20, Math.abs(a - b)), middle: (a + b) / 2 };
  }

  return {
    down({ id, x }) {
      down.set(id, { startX: x, x, isDragged: down.size > 0 });
      for (const each of down.values()) each.isDragged ||= down.size > 1;
      pinch = down.size === 2 ? { spanMs: stage.state().spanMs, distance: spread().distance } : undefined;
    },
    move(pointer) {
      const scene = sceneOf();
      if (!scene) return;
      const held = down.get(pointer.id);
      if (!held) {
        if (!pointer.isTouch) stage.hover(found(scene, pointer));
        return;
      }
      const moved = pointer.x - held.x;
      held.isDragged ||= Math.abs(pointer.x - held.startX) > DRAG_PX;
      if (!held.isDragged) return;
      held.x = pointer.x;
      if (pinch) {
        const { distance, middle } = spread();
        stage.zoom(clampSpan((pinch.spanMs * pinch.distance) / distance), scene.scale.time(middle));
      } else stage.act({ kind: 'scrub', byMs: -moved / scene.scale.pxPerMs });
    },
    up(pointer) {
      const held = down.get(pointer.id);
      down.delete(pointer.id);
      pinch = undefined;
      const scene = sceneOf();
      if (held && !held.isDragged && scene) stage.select(found(scene, pointer));
    },
    end(id) {
      down.delete(id);
      pinch = undefined;
      stage.hover(undefined);
    },
  };
}
