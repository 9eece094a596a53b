import { expect, it } from 'vitest';
import type { PageSpoiler } from '../lab-client.ts';
import { watchPage } from './watch-page.ts';

function open({ hidden = false, crossOriginIsolated = true } = {}) {
  const told: [PageSpoiler, boolean][] = [];
  const listeners = new Map<string, () => void>();
  const document = {
    hidden,
    addEventListener: (type: string, listener: () => void) => void listeners.set(type, listener),
  };
  const tabs = { postMessage: () => {}, addEventListener: () => {} };
  watchPage(
    { document, crossOriginIsolated, tabs, addEventListener: () => {}, setInterval: () => {} },
    { spoil: (spoiler, on) => told.push([spoiler, on]) },
  );
  const show = (shown: boolean) => {
    document.hidden = !shown;
    listeners.get('visibilitychange')?.();
  };
  return { told, show };
}

it('tells when the page is hidden and when it is seen again', () => {
  const { told, show } = open();
  expect(told).toEqual([]);
  show(false);
  show(true);
  expect(told).toEqual([
    ['hidden', true],
    ['hidden', false],
  ]);
});

it('tells at once what is so from the beginning', () => {
  expect(open({ hidden: true, crossOriginIsolated: false }).told).toEqual([
    ['not-isolated', true],
    ['hidden', true],
  ]);
});
