import type { LabClient } from '../lab-client.ts';
import { type TabChannel, watchOtherTabs } from './other-tabs.ts';

/** What is watched; the page's own. */
export type PageLike = {
  readonly document: {
    readonly hidden: boolean;
    addEventListener(type: 'visibilitychange', listener: () => void): void;
  };
  readonly crossOriginIsolated: boolean;
  readonly tabs: TabChannel;
  addEventListener(type: 'pagehide', listener: () => void): void;
  setInterval(run: () => void, everyMs: number): unknown;
};

const ASK_TABS_EVERY_MS = 2_000;

/** Tells the lab what spoils its measurements and only the page can see, for as long as the page is open. */
export function watchPage(page: PageLike, { spoil }: Pick<LabClient, 'spoil'>): void {
  if (!page.crossOriginIsolated) spoil('not-isolated', true);

  if (page.document.hidden) spoil('hidden', true);
  page.document.addEventListener('visibilitychange', () => spoil('hidden', page.document.hidden));

  const tabs = watchOtherTabs(page.tabs, (there) => spoil('other-tab', there));
  tabs.ask();
  page.setInterval(tabs.ask, ASK_TABS_EVERY_MS);
  page.addEventListener('pagehide', tabs.leave);
}
