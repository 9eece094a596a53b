import { PANEL_NAMES, type PanelName } from '../src/dashboard/address/view-state.ts';
import { TOUR_DONE_KEY } from '../src/dashboard/tour/visited.ts';
import type { LabReport, Snapshot } from '../src/lab/messages.ts';
import { expect } from './built-server.ts';
import { TRANSPORTS, type Transport } from './lab-page.ts';
import type { QuietPage } from './quiet-page.ts';

/** In the page: what the worker told it last. */
type Scope = { Worker: typeof Worker; latestSnapshot?: Snapshot };

/** Opens the lab, as on a second visit, and waits until every lane that is on has received something. */
export async function openQuietLab(
  page: QuietPage,
  address: string,
  on: readonly Transport[] = TRANSPORTS,
): Promise<void> {
  await page.beforeLoad((tourDoneKey) => {
    localStorage.setItem(tourDoneKey, '1');
    const scope = globalThis as unknown as Scope;
    scope.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', ({ data }: MessageEvent<LabReport>) => {
          if (data.kind === 'snapshot') scope.latestSnapshot = data.snapshot;
        });
      }
    };
  }, TOUR_DONE_KEY);
  await page.goto(address);
  for (const transport of on) await received(page, transport, 1);
}

/** Opens these panels, closes the others, and goes through the page as a reader would: panels are drawn when one comes near. */
export const showPanels = (page: QuietPage, open: readonly PanelName[]): Promise<void> =>
  page.evaluate(
    async ({ all, open }) => {
      const moment = () => new Promise((resolve) => setTimeout(resolve, 100));
      for (const name of all) {
        const button = document.querySelector<HTMLElement>(`#${name}-title button`);
        if (button?.ariaExpanded === String(open.includes(name))) continue;
        button?.click();
        await moment();
      }
      const until = performance.now() + 20_000;
      for (const name of open) {
        const content = document.getElementById(`${name}-content`);
        do {
          if (performance.now() > until) throw new Error(`${name} is not drawn`);
          content?.scrollIntoView();
          await moment();
        } while (!content?.firstElementChild || content.querySelector('[data-to-come]'));
      }
    },
    { all: PANEL_NAMES, open },
  );

/** Begins the lanes' figures anew. */
export const resetLanes = (page: QuietPage): Promise<void> =>
  page.evaluate(() => {
    const buttons = [...document.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent === 'Reset all lanes')?.click();
  });

/** Until a lane has received so many events since it was reset. */
export async function received(page: QuietPage, transport: Transport, events: number): Promise<void> {
  await expect
    .poll(async () => (await laneLatency(page, transport)).count, { timeout: 120_000, intervals: [1_000] })
    .toBeGreaterThanOrEqual(events);
}

/** ms, of so many events. `clockMs` is what the page takes its clock to differ by from the server's. */
export type LaneLatency = Readonly<Record<'p50' | 'p95' | 'p99' | 'count' | 'clockMs', number>>;

/** A lane's latency as the worker tells it to the page: what is shown is rounded. */
export const laneLatency = (page: QuietPage, transport: Transport): Promise<LaneLatency> =>
  page.evaluate((of) => {
    const { latestSnapshot } = globalThis as unknown as Scope;
    const { p50 = 0, p95 = 0, p99 = 0, count = 0 } = latestSnapshot?.lanes[of].latency ?? {};
    return { p50, p95, p99, count, clockMs: latestSnapshot?.clock?.offsetMs ?? 0 };
  }, transport);
