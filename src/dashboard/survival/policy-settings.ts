import { laneSettingsSchema } from '../../protocol/lane-settings.ts';
import { type Jitter, type SessionPolicy, sessionPolicySchema } from '../../protocol/session-policy.ts';
import { type NumberRule, ruleOf } from '../number-rule.ts';

/** A number of the policy: its name, unit and meaning, and what is allowed. */
export type PolicySetting = {
  readonly name: Exclude<keyof SessionPolicy, 'jitter'>;
  readonly label: string;
  readonly unit: string;
  readonly rule: NumberRule;
  readonly explanation: string;
};

const { shape } = sessionPolicySchema;

export const POLICY_SETTINGS: readonly PolicySetting[] = [
  {
    name: 'baseDelayMs',
    label: 'Base',
    unit: 'ms',
    rule: ruleOf(shape.baseDelayMs),
    explanation: 'The bound of the wait before the first retry.',
  },
  {
    name: 'factor',
    label: 'Factor',
    unit: '×',
    rule: ruleOf(shape.factor),
    explanation: 'By what the bound grows with each failure in a row. It plays no part in decorrelated jitter.',
  },
  {
    name: 'maxDelayMs',
    label: 'Cap',
    unit: 'ms',
    rule: ruleOf(shape.maxDelayMs),
    explanation: 'The bound never grows past this: the longest that a client stays away from a server that is back.',
  },
  {
    name: 'maxTries',
    label: 'Maximum tries',
    unit: '',
    rule: ruleOf(shape.maxTries),
    explanation: 'After so many failures in a row the session gives up for good. 0 never does.',
  },
  {
    name: 'minUptimeMs',
    label: 'Minimum uptime',
    unit: 'ms',
    rule: ruleOf(shape.minUptimeMs),
    explanation:
      'An attempt that was up this long was a success, and the next failure is a first one again. Without it, a server that accepts and drops is asked at full speed.',
  },
  {
    name: 'maxRetryAfterMs',
    label: 'Retry-After obeyed to',
    unit: 'ms',
    rule: ruleOf(shape.maxRetryAfterMs),
    explanation: 'A server that answers 429 or 503 may say when to come back. It is obeyed up to this; 0 obeys none.',
  },
  {
    name: 'breakerThreshold',
    label: 'Circuit opens after',
    unit: '',
    rule: ruleOf(shape.breakerThreshold),
    explanation: 'Failures in a row, after which no attempt is made for the cool-down. 0 never opens it.',
  },
  {
    name: 'breakerCoolDownMs',
    label: 'Cool-down',
    unit: 'ms',
    rule: ruleOf(shape.breakerCoolDownMs),
    explanation:
      'How long an open circuit makes no attempt. Then it is half-open: a single probe decides whether it closes, or stays open as long again.',
  },
];

export const JITTER_WORDS: Record<Jitter, { readonly label: string; readonly words: string }> = {
  none: {
    label: 'None',
    words: 'Waits the bound itself: clients that were cut together come back together, and stay together.',
  },
  full: { label: 'Full', words: 'Waits anything from zero to the bound: spread as wide as can be.' },
  equal: {
    label: 'Equal',
    words: 'Waits half of the bound, and anything up to the other half: spread, and never at once.',
  },
  decorrelated: {
    label: 'Decorrelated',
    words: 'Waits anything from the base to three times the wait before, at most the cap.',
  },
};

export const PATIENCE_RULE = ruleOf(laneSettingsSchema.shape.patienceSeconds);
export const SILENCE_RULE = ruleOf(laneSettingsSchema.shape.silenceSeconds);
