import type { Story } from '../../lab/messages.ts';
import { TRANSPORTS, type Transport } from '../../protocol/transports.ts';

/** One lane of an event's story. Times are ms after publication, so what came before it is negative. */
export type StoryRow = {
  readonly transport: Transport;
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

export function storyRows({ at, lanes }: Pick<Story, 'at' | 'lanes'>): readonly StoryRow[] {
  return TRANSPORTS.map((transport) => {
    const lane = lanes[transport];
    if (!lane) return { transport, receivedMs: undefined, written: undefined };
    const { receivedAt, written } = lane;
    return {
      transport,
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
