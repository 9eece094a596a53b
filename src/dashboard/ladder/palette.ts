import { forEachLane, type LaneName } from '../../protocol/lanes.ts';

/** The colours of the picture, as a canvas wants them. */
export type Palette = {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly faint: string;
  readonly alarm: string;
  readonly lanes: Readonly<Record<LaneName, string>>;
};

/** Those of `dashboard.css` as they are now. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: read('--paper'),
    ink: style.color,
    soft: read('--ink-soft'),
    line: read('--line'),
    faint: read('--line-faint'),
    alarm: read('--alarm'),
    lanes: forEachLane((lane) => read(`--lane-${lane}`)),
  };
}

/** The light ones of `dashboard.css`, whatever the page shows: files and prints are for paper. */
export const PAPER_PALETTE: Palette = {
  paper: '#ffffff',
  ink: '#000000',
  soft: '#525960',
  line: '#dcdfe3',
  faint: '#eceef0',
  alarm: '#b3261e',
  lanes: {
    'short-polling': '#c2500a',
    'long-polling': '#a8478a',
    sse: '#008a63',
    websocket: '#1f5fbf',
    automatic: '#30363c',
  },
};
