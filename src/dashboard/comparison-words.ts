import type { Comparison } from './comparison.ts';
import { type Quantity, quantityText } from './format.ts';

export type ComparisonWords = { readonly shown: string; readonly spoken: string };

const twoDigits = new Intl.NumberFormat('en', { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });

/** A comparison as it stands beside a figure, and as a screen reader says it. `format` is the figure's own. */
export function comparisonWords(comparison: Comparison, format: (value: number) => Quantity): ComparisonWords {
  switch (comparison.kind) {
    case 'best':
      return { shown: 'best', spoken: 'the best' };
    case 'near':
      return { shown: '≈ best', spoken: 'about as good as the best' };
    case 'times': {
      const factor = twoDigits.format(comparison.factor);
      return comparison.atLeast
        ? { shown: `> ×${factor}`, spoken: `more than ${factor} times the best` }
        : { shown: `×${factor}`, spoken: `${factor} times the best` };
    }
    case 'apart': {
      const { difference } = comparison;
      const size = quantityText(format(Math.abs(difference)));
      return difference > 0
        ? { shown: `+${size}`, spoken: `${size} more than the best` }
        : { shown: `−${size}`, spoken: `${size} fewer than the best` };
    }
  }
}
