import { describe, expect, it } from 'vitest';
import { swarmPlanSchema } from '../../protocol/swarm.ts';
import { CURVE_TOPS, curvePlan, curveSeconds, DRAFT_RULES, FIRST_DRAFT, holdPlan } from './swarm-draft.ts';

describe('the plan that is sent', () => {
  it('is one that the server takes, as it is at first', () => {
    expect(swarmPlanSchema.parse(holdPlan(FIRST_DRAFT))).toMatchObject({
      kind: 'hold',
      clients: { 'short-polling': 200, 'long-polling': 200, sse: 200, websocket: 200 },
      seconds: 60,
    });
  });

  it('leaves out what has no clients', () => {
    const clients = { ...FIRST_DRAFT.clients, sse: 0, websocket: 0, 'long-polling': 0 };
    expect(holdPlan({ ...FIRST_DRAFT, clients }).clients).toEqual({ 'short-polling': 200 });
  });

  it.each(CURVE_TOPS)('of a curve up to %i rises and ends there', (curveTop) => {
    const plan = swarmPlanSchema.parse(curvePlan({ ...FIRST_DRAFT, curveTop }));
    expect(plan.kind === 'curve' && plan.clients.at(-1)).toBe(curveTop);
  });
});

it('reads the limits of the fields from the protocol', () => {
  expect(DRAFT_RULES.clients).toMatchObject({ min: 0, max: 10_000, whole: true });
  expect(DRAFT_RULES.rampPerSecond).toMatchObject({ min: 1, max: 5_000 });
});

it('a curve takes as long as its steps for each of its transports', () => {
  const one = curveSeconds({ ...FIRST_DRAFT, curveTransports: ['sse'], curveTop: 30 });
  expect(one).toBeGreaterThanOrEqual(2 * FIRST_DRAFT.secondsEach);
  expect(curveSeconds({ ...FIRST_DRAFT, curveTransports: ['sse', 'websocket'], curveTop: 30 })).toBe(2 * one);
});
