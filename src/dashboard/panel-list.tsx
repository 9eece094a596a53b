import type { ComponentType } from 'react';
import type { PanelName } from './address/view.ts';
import places from './panel-list.module.css';
import { lazyPanel } from './ui/lazy-panel.tsx';

/** A panel of the page: what it is called, the question that it answers, and what is in it. */
export type PanelEntry = {
  readonly title: string;
  readonly question: string;
  readonly Content: ComponentType;
};

/** Their code comes when they are opened; until it is there their place is kept. */
export const PANELS: Readonly<Record<PanelName, PanelEntry>> = {
  ladder: {
    title: 'See it happen',
    question: 'What goes over the wire when, and how long does it take?',
    Content: lazyPanel(async () => (await import('./ladder/ladder-panel.tsx')).LadderPanel, places.ladder),
  },
  charts: {
    title: 'Charts',
    question: 'How do the lanes compare over time?',
    Content: lazyPanel(async () => (await import('./charts/charts-panel.tsx')).ChartsPanel, places.charts),
  },
  network: {
    title: 'The network in between',
    question: 'What if the network were worse, or a proxy stood in the way?',
    Content: lazyPanel(async () => (await import('./network/network-panel.tsx')).NetworkPanel, places.network, {
      remembers: true,
    }),
  },
  faults: {
    title: 'Faults',
    question: 'What does a cut, an outage, a stall or a restart cost each lane?',
    Content: lazyPanel(async () => (await import('./faults/faults-panel.tsx')).FaultsPanel, places.faults, {
      remembers: true,
    }),
  },
  survival: {
    title: 'Clients that survive',
    question: 'When does a client give a connection up, and when does it try again?',
    Content: lazyPanel(async () => (await import('./survival/survival-panel.tsx')).SurvivalPanel, places.survival),
  },
  textbook: {
    title: 'The textbook’s table, measured',
    question: 'Is what every guide says true here?',
    Content: lazyPanel(async () => (await import('./textbook/textbook-panel.tsx')).TextbookPanel, places.textbook),
  },
  bytes: {
    title: 'Where the bytes go',
    question: 'What does a delivered event cost, byte by byte?',
    Content: lazyPanel(async () => (await import('./bytes/bytes-panel.tsx')).BytesPanel, places.bytes),
  },
  theory: {
    title: 'Against theory',
    question: 'Do the formulae agree with what was measured?',
    Content: lazyPanel(async () => (await import('./theory/theory-panel.tsx')).TheoryPanel, places.theory, {
      remembers: true,
    }),
  },
  follow: {
    title: 'Follow one event',
    question: 'Where did one event spend its time on each lane?',
    Content: lazyPanel(async () => (await import('./follow/follow-panel.tsx')).FollowPanel, places.follow),
  },
  account: {
    title: 'The account of this run',
    question: 'Do all the bytes add up?',
    Content: lazyPanel(async () => (await import('./panels/account-panel.tsx')).AccountPanel, places.account),
  },
  validity: {
    title: 'What may be wrong with this run',
    question: 'Can these figures be trusted?',
    Content: lazyPanel(async () => (await import('./validity/validity-panel.tsx')).ValidityPanel, places.validity),
  },
};
