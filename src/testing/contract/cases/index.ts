import { TRANSPORTS } from '../../../protocol/transports.ts';
import { ABORT_CASES } from './abort.ts';
import { CHUNK_CASES } from './chunks.ts';
import type { ContractCase } from './contract-case.ts';
import { GAP_CASES } from './gaps.ts';
import { LIVE_CONFIG_CASES } from './live-config.ts';
import { LOSS_CASES } from './loss.ts';
import { MALFORMED_CASES } from './malformed.ts';
import { ORDER_CASES } from './order.ts';
import { OVERFLOW_CASES } from './overflow.ts';
import { REFUSAL_CASES } from './refusals.ts';
import { RESUME_CASES } from './resume.ts';

export { JOINT_CASES } from './joint.ts';

export const CASES: readonly ContractCase[] = [
  ...ORDER_CASES,
  ...RESUME_CASES,
  ...GAP_CASES,
  ...ABORT_CASES,
  ...REFUSAL_CASES,
  ...MALFORMED_CASES,
  ...CHUNK_CASES,
  ...OVERFLOW_CASES,
  ...LOSS_CASES,
  ...LIVE_CONFIG_CASES,
];

/**
 * What the automatic transport promises like all others. The rest is about what a single transport makes of what is
 * wrong, where this one goes on to the next.
 */
export const AUTOMATIC_CASES: readonly ContractCase[] = [
  ...ORDER_CASES,
  ...RESUME_CASES,
  ...GAP_CASES,
  ...ABORT_CASES,
  ...CHUNK_CASES,
].filter(({ transports }) => transports.length === TRANSPORTS.length);
