import { z } from 'zod';
import { JITTERS } from './session-policy.ts';
import { swarmPlanSchema, swarmSchema } from './swarm.ts';

/** What the process of a swarm is told. */
export const swarmOrderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), url: z.string(), number: z.int().positive(), plan: swarmPlanSchema }),
  z.object({ kind: z.literal('drop'), jitter: z.enum(JITTERS) }),
  z.object({ kind: z.literal('stop') }),
]);

export type SwarmOrder = z.infer<typeof swarmOrderSchema>;

/** What the process of a swarm tells. After a refusal, and after a report with an outcome, it ends. */
export const swarmNewsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), why: z.string().describe('in words, with what to change') }),
  z.object({ kind: z.literal('report'), swarm: swarmSchema }),
]);

export type SwarmNews = z.infer<typeof swarmNewsSchema>;
