import { expect, it } from 'vitest';
import { NO_PROXY, proxySchema } from '../../protocol/network.ts';
import { chosenProxy, PROXY_CHOICES } from './proxy-choices.ts';

it.each(PROXY_CHOICES.map((choice) => [choice.label, choice] as const))(
  '“%s” is allowed, and recognised',
  (_, choice) => {
    expect(proxySchema.parse(choice.settings)).toEqual(choice.settings);
    expect(chosenProxy(choice.settings)).toBe(choice);
  },
);

it('takes settings of one’s own for no choice', () => {
  expect(chosenProxy({ ...NO_PROXY, errorPercent: 3 })).toBeUndefined();
});
