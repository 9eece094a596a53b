import { expect, it } from 'vitest';
import { createLatestSender } from './latest-sender.ts';

function start() {
  const sent: number[] = [];
  const timers: (() => void)[] = [];
  const sender = createLatestSender(
    (value: number) => sent.push(value),
    250,
    (run) => timers.push(run),
  );
  const elapse = () => timers.shift()?.();
  return { sent, sender, elapse };
}

it('sends the first value at once and of those that follow the latest, after a rest', () => {
  const { sent, sender, elapse } = start();
  for (const value of [1, 2, 3]) sender.push(value);
  expect(sent).toEqual([1]);
  elapse();
  expect(sent).toEqual([1, 3]);
  sender.push(4);
  expect(sent).toEqual([1, 3]);
  elapse();
  expect(sent).toEqual([1, 3, 4]);
});

it('sends nothing twice, and at once again after a rest in which nothing came', () => {
  const { sent, sender, elapse } = start();
  sender.push(1);
  elapse();
  expect(sent).toEqual([1]);
  sender.push(2);
  expect(sent).toEqual([1, 2]);
});
