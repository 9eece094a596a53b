import { createContext, memo, use } from 'react';
import { DefaultZIndexes, useXAxisScale, useYAxisScale, ZIndexLayer } from 'recharts';
import { LANES, type LaneName } from '../../protocol/lanes.ts';
import { LaneMarkers } from '../ui/lane-marker.tsx';
import { LANE_COLORS, LANE_DASHES } from '../ui/lane-style.ts';
import { linePath } from '../ui/line-path.ts';

/** What is drawn of a lane, in the units of the axes. Where nothing was measured there is no point. */
export type Curve = readonly {
  readonly x: number;
  readonly y: number;
  /** Whether the lane's marker stands here. */
  readonly isMarked: boolean;
}[];

/** Stands around the chart, so that what is new draws new lines in it and nothing else anew. */
export const Curves = createContext<Readonly<Partial<Record<LaneName, Curve>>>>({});

/** A line for each lane, with its markers. */
export function LaneLines() {
  const curves = use(Curves);
  const toX = useXAxisScale();
  const toY = useYAxisScale();
  if (!toX || !toY) return null;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.line}>
      {LANES.map((lane) => {
        const places = (curves[lane] ?? []).flatMap(({ x: atX, y: atY, isMarked }) => {
          const [x, y] = [toX(atX), toY(atY)];
          return x === undefined || y === undefined ? [] : [{ x, y, isMarked }];
        });
        return (
          <g key={lane} data-lane={lane}>
            <Line lane={lane} d={linePath(places)} />
            <LaneMarkers lane={lane} places={places.filter(({ isMarked }) => isMarked)} />
          </g>
        );
      })}
    </ZIndexLayer>
  );
}

const Line = memo(function Line({ lane, d }: { lane: LaneName; d: string }) {
  return <path d={d} fill="none" stroke={LANE_COLORS[lane]} strokeWidth={2} strokeDasharray={LANE_DASHES[lane]} />;
});
