import type { FigureGroup } from '../figure.ts';

/** A lane's rows, as spans of the grid that all lanes share: its head takes two, the message by hand one. */
export const LANE_ROWS = {
  all: (groups: readonly FigureGroup[]) =>
    `span ${3 + groups.reduce((rows, { figures }) => rows + 1 + figures.length, 0)}`,
  group: (figures: number) => `span ${1 + figures}`,
  underTitle: (figures: number) => `2 / span ${figures}`,
};
