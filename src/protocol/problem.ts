import { z } from 'zod';

/**
 * An error as the server tells it (RFC 9457, `application/problem+json`). `errors` names each field
 * that was wrong and what is allowed there.
 */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
});

export type Problem = z.infer<typeof problemSchema>;

export const PROBLEM_TYPE = 'application/problem+json';
