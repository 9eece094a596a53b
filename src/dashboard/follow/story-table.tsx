import type { Story } from '../../lab/messages.ts';
import { LANE_LABELS } from '../../protocol/lanes.ts';
import { formatLatency, quantityText, UNKNOWN } from '../format.ts';
import { useLab } from '../services.tsx';
import { useShownLanes } from '../use-shown-lanes.ts';
import classes from './follow-panel.module.css';
import { type RowWrite, type StoryRow, storyRows } from './story-rows.ts';

type Column = { readonly title: string; readonly text: (row: StoryRow, resolutionMs: number) => string | undefined };

const COLUMNS: readonly Column[] = [
  { title: 'Request', text: ofWrite(({ request }) => `${request}`) },
  { title: 'Request arrived', text: ofWrite(({ requestMs }) => momentWords(requestMs)) },
  { title: 'Written', text: ofWrite(({ writtenMs }) => momentWords(writtenMs)) },
  { title: 'Received', text: ({ receivedMs }) => (receivedMs === undefined ? 'not yet' : momentWords(receivedMs)) },
  { title: 'Wait', text: ofWrite(({ writtenMs }) => quantityText(formatLatency(writtenMs))) },
  { title: 'Transit', text: ofWrite(({ transitMs }, ms) => quantityText(formatLatency(transitMs, ms))) },
  {
    title: 'Latency',
    text: ({ receivedMs }, ms) => (receivedMs === undefined ? undefined : quantityText(formatLatency(receivedMs, ms))),
  },
  { title: 'Written together', text: ofWrite(({ firstId, lastId }) => `${firstId}–${lastId}`) },
];

/** The picture as a table, for those who cannot see it and those who want every figure. */
export function StoryTable({ story }: { story: Story | undefined }) {
  const resolutionMs = useLab((state) => state.snapshot?.clock?.uncertaintyMs ?? 0);
  const shown = useShownLanes();
  return (
    <details className={classes.details}>
      <summary>The same as a table</summary>
      {story && (
        // A region with a name that takes the focus, so that a keyboard can scroll what does not fit.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className={classes.scroller} aria-label={`Event ${story.id} as a table`} tabIndex={0}>
          <table className={classes.table}>
            <caption>Event {story.id}. Moments are times after its publication; before it they are negative.</caption>
            <thead>
              <tr>
                <th scope="col">Lane</th>
                {COLUMNS.map(({ title }) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {storyRows(story, shown).map((row) => (
                <tr key={row.lane}>
                  <th scope="row">{LANE_LABELS[row.lane]}</th>
                  {COLUMNS.map(({ title, text }) => (
                    <td key={title}>{text(row, resolutionMs) ?? UNKNOWN}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

function ofWrite(text: (write: RowWrite, resolutionMs: number) => string): Column['text'] {
  return ({ written }, resolutionMs) => written && text(written, resolutionMs);
}

function momentWords(ms: number): string {
  const amount = quantityText(formatLatency(Math.abs(ms)));
  return ms < 0 ? `−${amount}` : amount;
}
