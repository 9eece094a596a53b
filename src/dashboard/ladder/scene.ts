import type { Fault } from '../../protocol/faults.ts';
import type { Found } from './found.ts';
import type { Layout, TimeScale } from './layout.ts';
import type { Palette } from './palette.ts';
import type { Bounds, TraceStore } from './trace-store.ts';

/** All that one picture is drawn from. */
export type Scene = {
  readonly store: TraceStore;
  readonly bounds: Bounds;
  readonly layout: Layout;
  readonly scale: TimeScale;
  readonly faults: readonly Fault[];
  /** What is pointed at, or selected. */
  readonly found: Found | undefined;
};

export type Drawing = Scene & { readonly palette: Palette };

/** Up to where what still goes on is drawn: nobody knows more. */
export function knownTo({ bounds, scale }: Pick<Scene, 'bounds' | 'scale'>): number {
  return Math.min(bounds.until, scale.to);
}
