/**
 * A seeded generator of numbers in [0, 1): sfc32, by Chris Doty-Humphrey, from PractRand 0.95 (public
 * domain, https://pracrand.sourceforge.net), seeded as there with a 64-bit seed: `seed` below, `branch`
 * above. The same pair gives the same numbers on every machine.
 *
 * `seed` and `branch` are unsigned 32-bit integers. The branches of a seed are independent of each
 * other, so that one use of randomness does not shift another's.
 */
export function createRandom(seed: number, branch = 0): () => number {
  let a = 0;
  let b = seed | 0;
  let c = branch | 0;
  let counter = 1;

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  // Close seeds give close first numbers; twelve rounds, as PractRand has it, take that away.
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
