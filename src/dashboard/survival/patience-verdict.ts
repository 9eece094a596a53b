import type { LaneSettings } from '../../lab/messages.ts';

type Settings = Pick<LaneSettings, 'holdSeconds' | 'patienceSeconds'>;

/** Which of the two ends a quiet long poll, and what that means. Lengths are percent of the longer one. */
export type PatienceVerdict = {
  readonly first: 'server' | 'client' | 'either';
  readonly hold: number;
  readonly patience: number;
  readonly words: string;
};

/** An answer takes its time too: closer than this, now one is first and now the other. */
const CLOSE_SECONDS = 1;

const decimals = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function patienceVerdict({ holdSeconds, patienceSeconds }: Settings): PatienceVerdict {
  const longer = Math.max(holdSeconds, patienceSeconds);
  const lengths = { hold: (100 * holdSeconds) / longer, patience: (100 * patienceSeconds) / longer };
  const [hold, patience] = [secondsText(holdSeconds), secondsText(patienceSeconds)];
  if (Math.abs(holdSeconds - patienceSeconds) < CLOSE_SECONDS) {
    return {
      first: 'either',
      ...lengths,
      words: `Whether the server answers at ${hold} or the client gives up at ${patience} is chance: some quiet polls end in an empty answer, and some in an error that is none.`,
    };
  }
  return holdSeconds < patienceSeconds
    ? {
        first: 'server',
        ...lengths,
        words: `The server is first: a quiet poll ends with an empty answer after ${hold}, and costs nothing else. The client gives up after ${patience} only when no answer comes at all, and so long it takes to notice that a connection is dead.`,
      }
    : {
        first: 'client',
        ...lengths,
        words: `The client is first: it throws each quiet poll away after ${patience}, as if the connection were lost, backs off and asks anew. Dead connections are noticed sooner, and an event that comes meanwhile waits for the next poll.`,
      };
}

function secondsText(seconds: number): string {
  return `${decimals.format(seconds)}\u00a0s`;
}
