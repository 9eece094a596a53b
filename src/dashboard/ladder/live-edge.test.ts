import { expect, test } from 'vitest';
import { nextEdge } from './live-edge.ts';

test('glides with reports that come by leaps: never back, never past what is known', () => {
  let until = 10_000;
  let edge = nextEdge(undefined, until, 0);
  const steps: number[] = [];
  for (let frame = 1; frame <= 600; frame += 1) {
    if (frame % 8 === 0) until += 264;
    const next = nextEdge(edge, until, 33);
    steps.push(next - edge);
    edge = next;
    expect(edge).toBeLessThanOrEqual(until);
  }
  expect(Math.min(...steps)).toBeGreaterThan(15);
  expect(Math.max(...steps)).toBeLessThan(50);
  expect(until - edge).toBeLessThan(1_200);
});

test('stands when nothing is told any more', () => {
  let edge = 9_400;
  for (let frame = 0; frame < 300; frame += 1) edge = nextEdge(edge, 10_000, 33);
  expect(edge).toBeLessThanOrEqual(10_000);
  const stood = edge;
  expect(nextEdge(stood, 10_000, 33) - stood).toBeLessThan(33);
});

test('leaps when it was left behind', () => {
  expect(nextEdge(1_000, 60_000, 33)).toBeGreaterThan(59_000);
});
