import type { Mark } from '../../lab/messages.ts';
import { formatExactly } from '../format.ts';
import type { Doubt } from './doubts.ts';

const timeOfDay = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** When it happened: "since 14:03:05", "12 s, 14:03:05–14:03:17", or of several stretches the latest and their sum. */
export function whenWords({ marks, lasts }: Doubt): string {
  const latest = marks.at(-1) ?? marks[0];
  const stretch = lasts ? `since ${timeOfDay.format(latest.from)}` : fromTo(latest);
  if (marks.length === 1) return lasts ? stretch : `${secondsWords(lengthMs(latest))}, ${stretch}`;
  const sum = marks.reduce((total, mark) => total + lengthMs(mark), 0);
  const others = `${formatExactly(marks.length - 1)} ${marks.length === 2 ? 'time' : 'times'} before`;
  return lasts
    ? `${stretch}; ${others}, ${secondsWords(sum)} in all`
    : `${formatExactly(marks.length)} times, ${secondsWords(sum)} in all; the latest ${stretch}`;
}

/** One that lasts has no length yet. */
function lengthMs({ from, to }: Mark): number {
  return to === undefined ? 0 : to - from;
}

function fromTo({ from, to }: Mark): string {
  const [start, end] = [timeOfDay.format(from), timeOfDay.format(to)];
  return start === end ? `at ${start}` : `${start}\u2060–\u2060${end}`;
}

function secondsWords(ms: number): string {
  if (ms < 1_000) return 'under 1\u00a0s';
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds}\u00a0s`;
  return `${formatExactly(Math.floor(seconds / 60))}\u00a0min ${seconds % 60}\u00a0s`;
}
