import type { Mark } from '../../lab/messages.ts';
import { whenWords } from '../validity/doubt-words.ts';
import { doubtsOf } from '../validity/doubts.ts';
import { SPOILER_WORDS } from '../validity/spoiler-words.ts';

/** Those that pretend to be another one stand before it. */
const BROWSERS = [
  ['Edge', /Edg\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Chrome or Chromium', /Chrome\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
] as const;

const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

/** The browser as a person calls it: "Firefox 145, Linux". What is not known is told as it told itself. */
export function browserWords(userAgent: string): string {
  const browser = BROWSERS.find(([, sign]) => sign.test(userAgent));
  if (!browser) return userAgent;
  const system = SYSTEMS.find(([, sign]) => sign.test(userAgent))?.[0];
  const [name, sign] = browser;
  const words = `${name} ${sign.exec(userAgent)?.[1]}`;
  return system === undefined ? words : `${words}, ${system}`;
}

/** "1 h 2 min 5 s", "35 s". */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}\u00a0${unit}`);
  return told.join(' ') || '0\u00a0s';
}

/** Whether the run is to be trusted, and if not, why. */
export function validityWords(marks: readonly Mark[]): string {
  const doubts = doubtsOf(marks).map((doubt) => `${SPOILER_WORDS[doubt.spoiler].what} (${whenWords(doubt)})`);
  return doubts.length === 0 ? 'Nothing spoiled this run.' : `Spoiled in part. ${doubts.join('; ')}.`;
}
