import type { Crowd } from './crowd.ts';

/** What speaks against figures of clients that were not there: who was lost, and who was away. */
export type Attendance = {
  /** Notes what was lost since the last look, and, when all should be there, who is away. */
  look(allShouldBeThere: boolean): void;
  /** What was lost since the last look was lost on purpose. */
  excuse(): void;
  list(): string[];
};

type Watched = Pick<Crowd, 'wanted'> & { readonly tally: Pick<Crowd['tally'], 'connected' | 'losses'> };

/** Begins with what was lost until now, which does not count. */
export function createAttendance(crowds: readonly Watched[]): Attendance {
  const sum = (figure: (crowd: Watched) => number) => crowds.reduce((total, crowd) => total + figure(crowd), 0);
  const losses = () => sum(({ tally }) => tally.losses);
  let noted = losses();
  let lost = 0;
  let away = 0;

  return {
    look(allShouldBeThere) {
      const now = losses();
      lost += now - noted;
      noted = now;
      if (allShouldBeThere) {
        away = Math.max(
          away,
          sum(({ wanted, tally }) => wanted - tally.connected),
        );
      }
    },
    excuse() {
      noted = losses();
    },
    list() {
      const doubts: string[] = [];
      if (away > 0) {
        doubts.push(`${away} of ${sum(({ wanted }) => wanted)} clients ${away === 1 ? 'was' : 'were'} not connected.`);
      }
      if (lost > 0) doubts.push(`Connections or attempts were lost meanwhile: ${lost}.`);
      return doubts;
    },
  };
}
