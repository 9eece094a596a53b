import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCircuit } from './circuit.ts';

const rules = () => ({ breakerThreshold: 3, breakerCoolDownMs: 1_000 });

function failing(times: number, breaker = createCircuit(rules())) {
  for (let at = 1; at <= times; at += 1) {
    breaker.attempted();
    breaker.failed(at, false);
  }
  return breaker;
}

test('stays closed below the threshold', () => {
  expect(failing(2).circuit()).toBe('closed');
  expect(failing(2).probeAt()).toBe(Number.NEGATIVE_INFINITY);
});

test('opens at the threshold, and lets a probe through after the cool-down', () => {
  const breaker = failing(3);
  expect(breaker.circuit()).toBe('open');
  expect(breaker.probeAt()).toBe(1_003);
  breaker.attempted();
  expect(breaker.circuit()).toBe('half-open');
});

test('a probe that is answered closes it, and failures are counted anew', () => {
  const breaker = failing(3);
  breaker.attempted();
  breaker.answered();
  expect(breaker.circuit()).toBe('closed');
  expect(failing(2, breaker).circuit()).toBe('closed');
  expect(failing(1, breaker).circuit()).toBe('open');
});

test('a probe that fails opens it again', () => {
  const breaker = failing(3);
  breaker.attempted();
  breaker.failed(5_000, false);
  expect(breaker.circuit()).toBe('open');
  expect(breaker.probeAt()).toBe(6_000);
});

test('a success in between makes the next failure a first one', () => {
  const breaker = failing(2);
  breaker.failed(10, true);
  expect(failing(1, breaker).circuit()).toBe('closed');
  expect(failing(1, breaker).circuit()).toBe('open');
});

test('a threshold of 0 never opens it, and closes one that is open', () => {
  const live = { breakerThreshold: 0, breakerCoolDownMs: 1_000 };
  expect(failing(100, createCircuit(live)).circuit()).toBe('closed');
  live.breakerThreshold = 1;
  const breaker = failing(1, createCircuit(live));
  expect(breaker.circuit()).toBe('open');
  live.breakerThreshold = 0;
  expect(breaker.probeAt()).toBe(Number.NEGATIVE_INFINITY);
  breaker.attempted();
  expect(breaker.circuit()).toBe('closed');
});

test('a cool-down that is changed counts at once', () => {
  const live = rules();
  const breaker = failing(3, createCircuit(live));
  live.breakerCoolDownMs = 200;
  expect(breaker.probeAt()).toBe(203);
});

test('whatever happens, it is open only after the threshold, and half-open only while a probe is out', () => {
  const outcome = fc.record({ answered: fc.boolean(), wasUp: fc.boolean() });
  fc.assert(
    fc.property(fc.array(outcome), fc.integer({ min: 1, max: 5 }), (outcomes, breakerThreshold) => {
      const breaker = createCircuit({ breakerThreshold, breakerCoolDownMs: 1_000 });
      let inRow = 0;
      for (const [now, { answered, wasUp }] of outcomes.entries()) {
        const wasOpen = breaker.circuit() === 'open';
        breaker.attempted();
        expect(breaker.circuit()).toBe(wasOpen ? 'half-open' : 'closed');
        if (answered) breaker.answered();
        if (answered && wasOpen) inRow = 0;
        expect(breaker.circuit()).toBe(wasOpen && !answered ? 'half-open' : 'closed');
        breaker.failed(now, wasUp && answered);
        inRow = wasUp && answered ? 1 : inRow + 1;
        expect(breaker.circuit()).toBe(inRow >= breakerThreshold ? 'open' : 'closed');
      }
    }),
  );
});
