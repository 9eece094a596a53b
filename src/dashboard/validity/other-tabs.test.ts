import { describe, expect, it } from 'vitest';
import { type TabChannel, type TabWord, watchOtherTabs } from './other-tabs.ts';

type Listener = (event: { readonly data: TabWord }) => void;

/** Tabs of one browser: each hears the others at once, and never itself. */
function browser() {
  const ears = new Set<Listener>();
  return function openTab() {
    const told: boolean[] = [];
    let ear: Listener = () => {};
    const channel: TabChannel = {
      postMessage: (data) => [...ears].filter((other) => other !== ear).forEach((other) => void other({ data })),
      addEventListener(_type, listener) {
        ear = listener;
        ears.add(ear);
      },
    };
    return { ...watchOtherTabs(channel, (there) => told.push(there)), told, crash: () => ears.delete(ear) };
  };
}

describe('watchOtherTabs', () => {
  it('says nothing while it is alone', () => {
    const tab = browser()();
    tab.ask();
    tab.ask();
    expect(tab.told).toEqual([]);
  });

  it('notices another tab in both, as soon as one asks', () => {
    const open = browser();
    const [one, other] = [open(), open()];
    other.ask();
    expect([one.told, other.told]).toEqual([[true], [true]]);
  });

  it('notices that the other one left, and that it crashed', () => {
    for (const end of ['leave', 'crash'] as const) {
      const open = browser();
      const [one, other] = [open(), open()];
      one.ask();
      other[end]();
      if (end === 'leave') other.crash();
      one.ask();
      one.ask();
      expect(one.told).toEqual([true, false]);
    }
  });

  it('does not take the leaving of one tab for that of all', () => {
    const open = browser();
    const [one, , third] = [open(), open(), open()];
    one.ask();
    third.leave();
    third.crash();
    one.ask();
    expect(one.told).toEqual([true]);
  });
});
