import type { Story } from '../../lab/messages.ts';
import { LANES, type LaneName } from '../../protocol/lanes.ts';

/** One lane of an event's story. Times are ms after publication, so what came before it is negative. */
export type StoryRow = {
  readonly lane: LaneName;
  /** Undefined until it arrived: the rest is then unknown too. */
  readonly receivedMs: number | undefined;
  /** Undefined while the server has not told, or no longer knows. */
  readonly written: RowWrite | undefined;
};

export type RowWrite = {
  readonly writtenMs: number;
  readonly transitMs: number;
  /** Which of the lane's requests carried it, counted from 1. */
  readonly request: number;
  /** When that request arrived at the server. */
  readonly requestMs: number;
  /** The events that shared the write: how many others, and the first and last of all. */
  readonly others: number;
  readonly firstId: number;
  readonly lastId: number;
};

/** `shown` are the lanes that have a row. */
export function storyRows(
  { at, lanes }: Pick<Story, 'at' | 'lanes'>,
  shown: readonly LaneName[] = LANES,
): readonly StoryRow[] {
  return shown.map((lane) => {
    const told = lanes[lane];
    if (!told) return { lane, receivedMs: undefined, written: undefined };
    const { receivedAt, written } = told;
    return {
      lane,
      receivedMs: receivedAt - at,
      written: written && {
        writtenMs: written.writtenAt - at,
        transitMs: receivedAt - written.writtenAt,
        request: written.request,
        requestMs: written.requestArrivedAt - at,
        others: written.lastId - written.firstId,
        firstId: written.firstId,
        lastId: written.lastId,
      },
    };
  });
}
