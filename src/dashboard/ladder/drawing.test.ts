import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { TraceBatch } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import { faultWith } from '../test-fixtures.ts';
import { drawLadder } from './draw.ts';
import type { Found } from './found.ts';
import { layoutOf, timeScale } from './layout.ts';
import { PAPER_PALETTE } from './palette.ts';
import type { Pen } from './pen.ts';
import { captionLines, drawPicture, pictureLayout } from './picture.ts';
import type { Drawing } from './scene.ts';
import { svgPen } from './svg-pen.ts';
import { batchWith, exchangeWith, rowsOf, steadyRows } from './trace-fixtures.ts';
import { createTraceStore } from './trace-store.ts';

const LANES: readonly LaneName[] = ['short-polling', 'sse'];
const COLORS = PAPER_PALETTE.lanes;

function drawingOf(
  batch: Partial<TraceBatch>,
  { spanMs = 10_000, found }: { spanMs?: number; found?: Found } = {},
): Drawing {
  const store = createTraceStore(2 ** 15);
  // A mark at the beginning, so that the whole picture is within the run.
  store.add(batchWith({ ...batch, marks: [{ lane: 'automatic', at: 0, kind: 'on' }, ...(batch.marks ?? [])] }));
  const bounds = store.bounds();
  if (!bounds) throw new Error('nothing was recorded');
  const layout = layoutOf(LANES, 1_166);
  const scale = timeScale(layout, bounds.until, spanMs);
  return { store, bounds, layout, scale, faults: [], found, palette: PAPER_PALETTE };
}

type Call = { readonly name: keyof Pen; readonly args: readonly unknown[] };

/** What was drawn, in its order. */
function calls(drawing: Drawing): readonly Call[] {
  const made: Call[] = [];
  const note =
    (name: keyof Pen) =>
    (...args: unknown[]) => {
      made.push({ name, args });
      const last = args.at(-1);
      if (typeof last === 'function') last();
    };
  const names = ['line', 'bar', 'dot', 'diamond', 'text', 'clip', 'group'] as const;
  drawLadder(Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Pen, drawing);
  return made;
}

const words = (made: readonly Call[]) => made.filter(({ name }) => name === 'text').map(({ args }) => args[2]);
const ofColor = (made: readonly Call[], name: keyof Pen, color: string) =>
  made.filter((call) => call.name === name && (call.args.at(-1) as { color?: string }).color === color);

test('an exchange goes up when it was sent, is held, and comes down; what was empty is hollow', () => {
  const drawing = drawingOf({
    exchanges: [
      exchangeWith({ seq: 1, sentAt: 2_000, arrivedAt: 2_500, answeredAt: 4_000, receivedAt: 4_500, events: 0 }),
    ],
  });
  const [band] = drawing.layout.bands;
  const made = calls(drawing);
  const x = drawing.scale.x;
  const lines = ofColor(made, 'line', COLORS['short-polling']).map(({ args }) => args);
  expect(lines).toContainEqual([x(2_000), band?.clientY, x(2_500), band?.serverY, expect.anything()]);
  expect(lines).toContainEqual([
    ...[x(4_000), band?.serverY, x(4_500), band?.clientY],
    expect.objectContaining({ dash: expect.anything() }),
  ]);
  expect(ofColor(made, 'bar', COLORS['short-polling']).map(({ args }) => args.slice(0, 3))).toContainEqual([
    x(2_500),
    (band?.serverY ?? 0) - 3.5,
    x(4_000) - x(2_500),
  ]);
  expect(made).toContainEqual({
    name: 'dot',
    args: [x(4_500), band?.clientY, 3.25, { color: COLORS['short-polling'], inside: PAPER_PALETTE.paper }],
  });
});

test('what nobody told is left open, and asked for only when it should have been told', () => {
  const sent = (sentAt: number) => drawingOf({ exchanges: [exchangeWith({ seq: 1, sentAt })] });
  expect(words(calls(sent(3_000)))).toContain('?');
  expect(words(calls(sent(9_900)))).not.toContain('?');
  const [band] = sent(3_000).layout.bands;
  const server = ofColor(calls(sent(3_000)), 'line', COLORS['short-polling']).filter(
    ({ args }) => args[3] === band?.serverY,
  );
  expect(server).toEqual([]);
});

test('events are dots at both ends, joined across the lanes when one is pointed at', () => {
  const events = LANES.map((lane) => ({ lane, epoch: 'e', rows: steadyRows(9, 1_000) }));
  const event = { epoch: 'e', id: 3, at: 3_000 };
  const plain = calls(drawingOf({ events }));
  const pointed = calls(drawingOf({ events }, { found: { kind: 'event', lane: 'sse', event } }));
  for (const lane of LANES) expect(ofColor(plain, 'dot', COLORS[lane])).toHaveLength(18);
  const joined = (made: readonly Call[]) => ofColor(made, 'dot', PAPER_PALETTE.ink);
  expect(joined(plain)).toHaveLength(0);
  expect(joined(pointed)).toHaveLength(4);
  expect(words(pointed).filter((each) => each === '+1.00\u00a0ms')).toHaveLength(2);
});

test('waiting, connections, heartbeats, losses, gaps and faults have their signs', () => {
  const drawing = drawingOf({
    exchanges: [exchangeWith({ seq: 1, lane: 'sse', connectedAt: 1_000, arrivedAt: 1_010, answeredAt: 1_020 })],
    events: [{ lane: 'short-polling', epoch: 'e', rows: rowsOf([{ id: 1, at: 2_000, writtenAt: 4_000 }]) }],
    marks: [
      { lane: 'sse', at: 5_000, kind: 'heartbeat' },
      { lane: 'sse', at: 6_000, kind: 'lost', why: 'cut', retryAt: 8_000 },
      { lane: 'sse', at: 8_500, kind: 'gap', reason: 'expired' },
    ],
  });
  const made = calls({ ...drawing, faults: [faultWith({ kind: 'outage', at: 6_000, until: 7_000 })] });
  const x = drawing.scale.x;
  expect(ofColor(made, 'diamond', COLORS.sse)).toHaveLength(1);
  expect(words(made)).toEqual(expect.arrayContaining(['gap', 'outage']));
  const waits = ofColor(made, 'line', COLORS['short-polling']).map(({ args }) => [args[0], args[2]]);
  expect(waits).toContainEqual([x(2_000), x(4_000)]);
  const retry = ofColor(made, 'line', PAPER_PALETTE.alarm).map(({ args }) => [args[0], args[2]]);
  expect(retry).toContainEqual([x(6_000), x(8_000)]);
  expect(ofColor(made, 'dot', COLORS.sse)).toHaveLength(1);
});

test('what another lane has received already waits on this one, up to what is known', () => {
  const drawing = drawingOf({
    events: [
      { lane: 'short-polling', epoch: 'e', rows: steadyRows(2, 1_000) },
      { lane: 'sse', epoch: 'e', rows: steadyRows(6, 1_000) },
    ],
  });
  const made = calls(drawing);
  const [band] = drawing.layout.bands;
  const dots = ofColor(made, 'dot', COLORS['short-polling']).map(({ args }) => args.slice(0, 2));
  for (const at of [3_000, 4_000, 5_000, 6_000]) expect(dots).toContainEqual([drawing.scale.x(at), band?.serverY]);
  // Two have both ends, four have not arrived.
  expect(dots).toHaveLength(2 * 2 + 4);
});

test('a lane that begins anew has nothing waiting from before', () => {
  const drawing = drawingOf({
    events: [
      { lane: 'short-polling', epoch: 'e', rows: steadyRows(2, 1_000) },
      { lane: 'sse', epoch: 'e', rows: steadyRows(6, 1_000) },
    ],
    marks: [{ lane: 'short-polling', at: 4_500, kind: 'on' }],
  });
  expect(ofColor(calls(drawing), 'dot', COLORS['short-polling'])).toHaveLength(2 * 2 + 2);
});

test('how much is drawn is bounded by the width, however much is kept', () => {
  const many = (count: number) =>
    calls(
      drawingOf({
        events: [{ lane: 'sse', epoch: 'e', rows: steadyRows(count, 10_000 / count) }],
        exchanges: Array.from({ length: count }, (_, seq) =>
          exchangeWith({ seq, sentAt: (seq * 10_000) / count, arrivedAt: (seq * 10_000) / count + 1 }),
        ),
      }),
    ).length;
  const most = 3 * 1_000 + 200;
  expect(many(330)).toBeLessThan(most);
  expect(many(2_000)).toBeLessThan(most);
  expect(many(19_000)).toBeLessThan(most);
});

test('columns of a summary tell how many: their sum is what is kept', () => {
  const made = calls(drawingOf({ events: [{ lane: 'sse', epoch: 'e', rows: steadyRows(3_000, 3) }] }));
  expect(ofColor(made, 'dot', COLORS.sse)).toEqual([]);
  const columns = ofColor(made, 'bar', COLORS.sse);
  expect(columns.length).toBeGreaterThan(500);
});

test('how many came together is told only where the edge does not cut the number', () => {
  const tenAt = (receivedAt: number) => {
    const ids = Array.from({ length: 10 }, (_, index) => index + 1);
    const rows = rowsOf(ids.map((id) => ({ id, at: 5, writtenAt: 10, receivedAt, firstId: 1, lastId: 10 })));
    return words(calls(drawingOf({ events: [{ lane: 'short-polling', epoch: 'e', rows }] })));
  };
  expect(tenAt(5_000)).toContain('10');
  expect(tenAt(40)).not.toContain('10');
  expect(tenAt(9_960)).not.toContain('10');
});

test('a summary becomes single events when it is zoomed into', () => {
  const events = [{ lane: 'sse' as const, epoch: 'e', rows: steadyRows(5_000, 2) }];
  expect(ofColor(calls(drawingOf({ events })), 'dot', COLORS.sse)).toEqual([]);
  expect(ofColor(calls(drawingOf({ events }, { spanMs: 100 })), 'dot', COLORS.sse).length).toBeGreaterThan(90);
});

test('however many wait through the whole picture, they are no summary, and cost no more', () => {
  const rows = rowsOf(
    Array.from({ length: 4_000 }, (_, index) => ({
      ...{ id: index + 1, at: 1_000 + index, writtenAt: 9_900, receivedAt: 9_950, firstId: 1, lastId: 4_000 },
    })),
  );
  const drawing = drawingOf({ events: [{ lane: 'short-polling', epoch: 'e', rows }] }, { spanMs: 200 });
  const made = calls(drawing);
  expect(made.length).toBeLessThan(200);
  expect(words(made)).toContain('4000');
  expect(ofColor(made, 'line', COLORS['short-polling']).map(({ args }) => args[1])).toContain(
    drawing.layout.bands[0]?.serverY,
  );
});

test('a file has the title, where it is from, the axis, the lanes, the signs and the dots', () => {
  const { store, bounds } = drawingOf({
    events: LANES.map((lane) => ({ lane, epoch: 'e', rows: steadyRows(9, 1_000) })),
  });
  const caption = captionLines(`run <c> & more ${'settings '.repeat(40)}`, (text, px) => text.length * px * 0.5);
  expect(caption).toHaveLength(2);
  const layout = pictureLayout(LANES, caption);
  const pen = svgPen(layout.width, layout.height, 'Ladder diagram');
  drawPicture(pen, {
    ...{ store, bounds, layout, endAt: 10_000, spanMs: 10_000, faults: [], found: undefined },
    title: 'Ladder diagram',
    caption,
  });
  const svg = pen.svg();
  expect(svg).toContain('<title>Ladder diagram</title>');
  expect(svg).toContain('run &lt;c&gt; &amp; more settings');
  expect(svg).toContain('<g aria-label="Server-Sent Events">');
  expect(svg).toContain('held by the server');
  expect(svg.match(/:\d\d<\/text>/g)?.length).toBeGreaterThan(5);
  for (const lane of LANES) {
    expect(svg.match(new RegExp(`<circle[^>]* fill="${COLORS[lane]}"`, 'g'))).toHaveLength(18);
  }
  expect(svg).not.toMatch(/NaN|undefined|https?:(?!\/\/www\.w3\.org)/);
  // As many groups are ended as were begun.
  expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length);
});

test('paper has the light colours of the page', () => {
  const css = readFileSync(new URL('../dashboard.css', import.meta.url), 'utf8');
  const light = /:root,[^{]*\{([^}]*)\}/.exec(css)?.[1] ?? '';
  const read = (name: string) => new RegExp(`--${name}: (#[0-9a-f]+);`).exec(light)?.[1];
  expect(PAPER_PALETTE.paper).toBe(read('paper'));
  expect(PAPER_PALETTE.soft).toBe(read('ink-soft'));
  expect(PAPER_PALETTE.line).toBe(read('line'));
  expect(PAPER_PALETTE.faint).toBe(read('line-faint'));
  expect(PAPER_PALETTE.alarm).toBe(read('alarm'));
  for (const [lane, color] of Object.entries(COLORS)) expect(color).toBe(read(`lane-${lane}`));
});

/** A lane that is behind: it has one event, the other lane has those that were published since, every 5 ms. */
function behind(spanMs: number): Drawing {
  return drawingOf(
    {
      until: 10_000,
      events: [
        { lane: 'short-polling', epoch: 'e', rows: steadyRows(1, 5) },
        { lane: 'sse', epoch: 'e', rows: steadyRows(2_000, 5) },
      ],
    },
    { spanMs },
  );
}

test('what waits is drawn where it was published, however long the lane has been behind', () => {
  const drawing = behind(500);
  const [band] = drawing.layout.bands;
  const dots = ofColor(calls(drawing), 'dot', COLORS['short-polling']).map(({ args }) => args);
  const seen = dots.filter(([x, y]) => y === band?.serverY && Number(x) >= drawing.layout.left);
  expect(seen.length).toBeGreaterThan(90);
  // One that waits since before the picture stands for all of them.
  expect(dots.length - seen.length).toBeLessThan(15);
});

test('what waits too densely is drawn as how much', () => {
  const made = calls(behind(8_000));
  expect(ofColor(made, 'dot', COLORS['short-polling'])).toEqual([]);
  expect(ofColor(made, 'bar', COLORS['short-polling']).length).toBeGreaterThan(100);
});

test('nothing waits on a lane that is off', () => {
  const drawing = behind(500);
  drawing.store.add(batchWith({ until: 10_000, marks: [{ lane: 'short-polling', at: 5_000, kind: 'off' }] }));
  expect(ofColor(calls(drawing), 'dot', COLORS['short-polling'])).toEqual([]);
});

test('a refusal has its status, and no open stream or unknown end', () => {
  const refused = { sentAt: 2_000, arrivedAt: 2_500, answeredAt: 2_600, status: 503, endedAt: 3_000, why: 'refused' };
  const drawing = drawingOf({
    exchanges: [
      exchangeWith({ seq: 1, ...refused }),
      exchangeWith({ seq: 2, lane: 'sse', transport: 'sse', ...refused }),
    ],
  });
  const made = calls(drawing);
  expect(words(made).filter((each) => each === '503')).toHaveLength(2);
  expect(words(made)).not.toContain('?');
  const bars = ofColor(made, 'bar', COLORS.sse).filter(({ args }) => Number(args[0]) >= drawing.layout.left);
  expect(bars).toEqual([]);
});
