import { z } from 'zod';
import { inRange } from '../../protocol/in-range.ts';
import { LANES, type LaneName } from '../../protocol/lanes.ts';

/** The panels of the page, in their order. */
export const PANEL_NAMES = [
  'charts',
  'ladder',
  'network',
  'faults',
  'survival',
  'textbook',
  'bytes',
  'theory',
  'follow',
  'account',
  'validity',
] as const;

export type PanelName = (typeof PANEL_NAMES)[number];

/** What the page shows, apart from the experiment: kept in the address. */
export type View = {
  /** Which panels are open, in the order of the page. */
  readonly open: readonly PanelName[];
  /** Large type, the open panels only, no controls. */
  readonly presenting: boolean;
  /** Whose code is shown. */
  readonly code: LaneName | undefined;
  /** How much time the ladder diagram shows, ms. */
  readonly spanMs: number;
};

export const DEFAULT_VIEW: View = { open: ['charts', 'ladder'], presenting: false, code: undefined, spanMs: 10_000 };

/** What an address may say of the view. */
export const viewSchemas = {
  code: z.enum(LANES, `must be one of ${LANES.join(', ')}`),
  // From a single exchange on this machine to all that the ladder keeps.
  spanMs: inRange(z.number, 'a number', 20, 300_000),
};
