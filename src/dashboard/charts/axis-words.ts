import { type Quantity, quantityText } from '../format.ts';

/** A figure as an axis labels it, without the digits that a round number does not need: 1 ms, 2.5 kB. */
export function axisWords({ number, unit }: Quantity): string {
  return quantityText({ number: number.includes('.') ? String(Number(number)) : number, unit });
}
