export type Point = { readonly x: number; readonly y: number };

/** y = c · x^exponent, with the standard error of the exponent; infinite when two points leave nothing to judge it by. */
export type PowerFit = { readonly exponent: number; readonly standardError: number };

/**
 * The power that points grow with: the slope of the least squares' line through their logarithms. All x and y above 0.
 * Undefined when fewer than two different x are there.
 */
export function fitPower(points: readonly Point[]): PowerFit | undefined {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const meanX = mean(logs.map(({ x }) => x));
  const meanY = mean(logs.map(({ y }) => y));
  const spreadX = sum(logs.map(({ x }) => (x - meanX) ** 2));
  if (!(spreadX > 0)) return undefined;
  const exponent = sum(logs.map(({ x, y }) => (x - meanX) * (y - meanY))) / spreadX;
  const residue = sum(logs.map(({ x, y }) => (y - meanY - exponent * (x - meanX)) ** 2));
  const freedom = logs.length - 2;
  return { exponent, standardError: freedom > 0 ? Math.sqrt(residue / freedom / spreadX) : Number.POSITIVE_INFINITY };
}

/** How far above the limit an exponent may be measured: what a shared machine adds to the dearer points. */
export const TOLERANCE = 0.1;

/** Whether the exponent is above the limit by more than the tolerance and by more than chance (two standard errors). */
export function isAbove({ exponent, standardError }: PowerFit, limit: number): boolean {
  return exponent > limit + TOLERANCE && exponent - 2 * standardError > limit;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const mean = (values: readonly number[]) => sum(values) / values.length;
