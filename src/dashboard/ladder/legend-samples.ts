import { TRACE_ROW, type TraceBatch, type TraceExchange } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import { drawEvents } from './draw-events.ts';
import { drawExchanges } from './draw-exchanges.ts';
import { drawLines } from './draw-frame.ts';
import { drawMarks } from './draw-marks.ts';
import { type Layout, timeScale } from './layout.ts';
import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import { createTraceStore } from './trace-store.ts';

/** A small drawing that teaches one thing: made of a trace as the large one is. */
export type Sample = {
  readonly title: string;
  readonly words: string;
  readonly lane: Exclude<LaneName, 'automatic'>;
  readonly exchanges: readonly Partial<TraceExchange>[];
  /** Published, written, received, and how many go together; ids count from 1. */
  readonly events: readonly (readonly [at: number, writtenAt: number, receivedAt: number])[];
  readonly marks?: TraceBatch['marks'];
};

/** Each sample is so long, ms. */
const SPAN_MS = 1_000;
const KEPT = 16;
export const SAMPLE_PX = { width: 200, height: 92 } as const;

const LAYOUT: Layout = {
  ...{ width: SAMPLE_PX.width, height: SAMPLE_PX.height, top: 0, left: 0, right: SAMPLE_PX.width, isNarrow: true },
  axisY: SAMPLE_PX.height,
  bands: [],
};

export const SAMPLES: readonly Sample[] = [
  {
    title: 'Two lines, and time runs to the right',
    words:
      'The server is above, the client below. A slanted line is something on its way; the flatter it is, the longer it took.',
    lane: 'websocket',
    exchanges: [],
    events: [
      [150, 150, 260],
      [450, 450, 560],
      [700, 700, 930],
    ],
  },
  {
    title: 'A poll that finds nothing',
    words:
      'The request goes up, and the answer comes back empty: dashed, with a hollow end. It costs as much as others.',
    lane: 'short-polling',
    exchanges: [{ sentAt: 300, arrivedAt: 420, answeredAt: 450, receivedAt: 570, events: 0 }],
    events: [],
  },
  {
    title: 'A poll that comes late',
    words:
      'Each dot is an event. They wait above the server’s line until somebody asks; then all go at once, as many as the number says.',
    lane: 'short-polling',
    exchanges: [{ sentAt: 640, arrivedAt: 730, answeredAt: 750, receivedAt: 850, events: 4 }],
    events: [
      [60, 750, 850],
      [230, 750, 850],
      [400, 750, 850],
      [570, 750, 850],
    ],
  },
  {
    title: 'A request that is held',
    words: 'The server answers only when there is something to say: the bar. Then the client must ask again.',
    lane: 'long-polling',
    exchanges: [
      { sentAt: 20, arrivedAt: 110, answeredAt: 480, receivedAt: 570, events: 1 },
      { sentAt: 585, arrivedAt: 675, answeredAt: undefined, receivedAt: undefined },
    ],
    events: [[480, 480, 570]],
  },
  {
    title: 'A stream',
    words:
      'A new connection (the diamond), one request, and the way down is open: the shaded area. Each event goes at once.',
    lane: 'sse',
    exchanges: [{ sentAt: 80, connectedAt: 130, arrivedAt: 160, answeredAt: 170, receivedAt: 240, events: undefined }],
    events: [
      [380, 380, 450],
      [560, 560, 630],
      [740, 740, 810],
    ],
  },
  {
    title: 'A loss',
    words:
      'At the cross the client notices that its connection is gone. It waits, which is dashed, and connects anew. A “?” is an end that nobody recorded.',
    lane: 'websocket',
    exchanges: [
      { sentAt: -200, arrivedAt: -150, answeredAt: -140, receivedAt: -100, endedAt: 260, why: 'cut' },
      { sentAt: 620, connectedAt: 670, arrivedAt: 700, answeredAt: 710, receivedAt: 790 },
    ],
    events: [[110, 110, 180]],
    marks: [{ lane: 'websocket', at: 260, kind: 'lost', why: 'cut', retryAt: 620 }],
  },
];

export function drawSample(pen: Pen, sample: Sample, palette: Palette): void {
  const { lane } = sample;
  const band = { lane, top: 0, bottom: SAMPLE_PX.height, serverY: 26, clientY: 68 };
  const layout = { ...LAYOUT, bands: [band] };
  const store = createTraceStore(KEPT);
  store.add(batchOf(sample));
  const bounds = { client: 'sample', from: 0, until: SPAN_MS };
  const drawing = {
    store,
    bounds,
    layout,
    scale: timeScale(layout, SPAN_MS, SPAN_MS),
    faults: [],
    found: undefined,
    palette,
  };
  drawLines(pen, drawing, band);
  drawExchanges(pen, drawing, band, 'single');
  drawEvents(pen, drawing, band, 'single');
  drawMarks(pen, drawing, band);
}

function batchOf({ lane, exchanges, events, marks = [] }: Sample): TraceBatch {
  const rows = new Float64Array(events.length * TRACE_ROW);
  events.forEach(([at, writtenAt, receivedAt], index) => {
    const together = events
      .map(([, written], id) => ({ written, id: id + 1 }))
      .filter(({ written }) => written === writtenAt);
    rows.set([index + 1, at, writtenAt, receivedAt, together[0]?.id ?? 0, together.at(-1)?.id ?? 0], index * TRACE_ROW);
  });
  return {
    client: 'sample',
    until: SPAN_MS,
    exchanges: exchanges.map((part, seq) => ({ ...NOTHING, seq, lane, transport: lane, ...part })),
    marks,
    events: [{ lane, epoch: 'sample', rows }],
  };
}

const NOTHING: Omit<TraceExchange, 'seq' | 'lane' | 'transport'> = {
  sentAt: undefined,
  connectedAt: undefined,
  arrivedAt: undefined,
  answeredAt: undefined,
  status: 200,
  receivedAt: undefined,
  events: undefined,
  endedAt: undefined,
  why: undefined,
};
