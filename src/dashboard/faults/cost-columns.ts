import type { FaultCost } from '../../lab/messages.ts';
import { formatBytes, formatCount, formatLatency, quantityText, UNKNOWN } from '../format.ts';
import type { ExtraTraffic } from './extra-traffic.ts';

/** One column of the costs. `isFault`: the value is one that should not be, and stands out. */
export type CostColumn = {
  readonly title: string;
  readonly explanation: string;
  readonly text: (cost: FaultCost, extra: ExtraTraffic | undefined) => string;
  readonly isFault?: (cost: FaultCost) => boolean;
};

export const COST_COLUMNS: readonly CostColumn[] = [
  {
    title: 'Noticed after',
    explanation:
      'From the beginning of the fault until the lane knew that its connection was lost. A lane that was between two polls has nothing to notice, and when a held poll is cut on a connection that was used before, browsers ask again by themselves and tell nobody. A silent stall is noticed by a timeout alone, be it the one that was running anyway.',
    text: ({ noticedAfterMs }) => (noticedAfterMs === undefined ? 'not noticed' : durationText(noticedAfterMs)),
  },
  {
    title: 'Recovered after',
    explanation:
      'From the beginning of the fault until the lane had an event again that was published after it lost its connection. An outage counts in full. A lane that noticed nothing has nothing to recover from.',
    text: ({ noticedAfterMs, recoveredAfterMs }) => {
      if (noticedAfterMs === undefined) return UNKNOWN;
      return recoveredAfterMs === undefined ? 'not yet' : durationText(recoveredAfterMs);
    },
  },
  {
    title: 'Attempts',
    explanation: 'Tries to connect, from the loss to the recovery.',
    text: ({ attempts }) => countText(attempts),
  },
  {
    title: 'Late',
    explanation: 'Events that were published from the beginning of the fault to the recovery, and so came late.',
    text: ({ late }) => countText(late),
  },
  {
    title: 'Missing',
    explanation:
      'Events of that time that can no longer come. Resuming after the last one seen leaves none. Of the events that a restart took with it nobody knows how many there were: they are told as a gap, and not counted here.',
    text: ({ missing }) => countText(missing),
    isFault: ({ missing }) => missing > 0,
  },
  {
    title: 'Duplicated',
    explanation: 'Events of that time that came more than once.',
    text: ({ duplicated }) => countText(duplicated),
    isFault: ({ duplicated }) => duplicated > 0,
  },
  {
    title: 'Gaps told',
    explanation:
      'How often the server said that it no longer has what the lane asks for: after a restart its log begins anew.',
    text: ({ gaps }) => countText(gaps),
  },
  {
    title: 'Extra bytes',
    explanation:
      'Computed: what the lane used on the wire from the last account before the fault to the first after the recovery, less what it used before, for up to as much time. Below zero where it was quieter than usual. A dash where there were no five quiet seconds before, or another fault came in between.',
    text: (_cost, extra) => (extra ? signed(extra.bytes, (bytes) => quantityText(formatBytes(bytes))) : UNKNOWN),
  },
  {
    title: 'Extra requests',
    explanation: 'Computed in the same way: requests beyond those that the lane sent in as much time just before.',
    text: (_cost, extra) => (extra ? signed(extra.requests, countText) : UNKNOWN),
  },
];

function durationText(ms: number): string {
  // Two clocks that match only so well may put the notice before the fault.
  return quantityText(formatLatency(Math.max(0, ms)));
}

function countText(count: number): string {
  return quantityText(formatCount(count));
}

function signed(value: number, text: (size: number) => string): string {
  if (value === 0) return '0';
  return `${value > 0 ? '+' : '−'}${text(Math.abs(value))}`;
}
