import { createRandom } from '../../../stream/random.ts';

/** Sequences of chances out of one seed, independent of each other. */
export type Chances = {
  /** The next sequence. */
  next(): () => number;
  /** All sequences begin anew, with the seed that is set now, numbered in the order in which they are drawn from. */
  restart(): void;
};

export function createChances(seed: () => number): Chances {
  let generation = 0;
  let count = 0;

  return {
    next() {
      let mine = -1;
      let draw = () => 0;
      return () => {
        if (mine !== generation) {
          mine = generation;
          draw = createRandom(seed(), count);
          count += 1;
        }
        return draw();
      };
    },
    restart() {
      generation += 1;
      count = 0;
    },
  };
}
