import { type DrivenPeer, type DrivingOptions, drivePeer, type Reader, type Window } from './driven-peer.ts';
import type { Load, Settled } from './messages.ts';
import type { PeerSpec } from './peers/index.ts';

/** What one peer did in one turn. */
export type Turn = Window &
  Settled & {
    /** What each subscriber adds, once some are there; null of a process that is not Node. */
    readonly heldPerConnection: number | null;
    readonly rssPerConnection: number;
  };

export type TurnOptions = DrivingOptions & {
  readonly load: Load;
  readonly warmUpMs: number;
  readonly windowMs: number;
};

/** This share comes before memory is looked at first, so that what is loaded and compiled once is not counted as theirs. */
const FIRST_SHARE = 0.5;

/**
 * One peer under one load, in a process that is new: subscribers come, memory is looked at while they wait, events begin,
 * and after a while for the compiler to get warm the window is measured.
 */
export async function takeTurn(peer: PeerSpec, reader: Reader, options: TurnOptions): Promise<Turn> {
  const driven = await drivePeer(peer, reader, options);
  try {
    return await measure(driven, options);
  } finally {
    await driven.end();
  }
}

async function measure(peer: DrivenPeer, { load, warmUpMs, windowMs, sleep }: TurnOptions): Promise<Turn> {
  const first = Math.floor(load.subscribers * FIRST_SHARE);
  await peer.connect(first);
  await sleep(100);
  const withSome = await peer.usage();
  await peer.connect(load.subscribers - first);
  await sleep(300);
  const withAll = await peer.usage();

  await peer.publish(load.ratePerSecond, load.payloadBytes);
  await sleep(warmUpMs);
  const window = await peer.window(windowMs);
  const settled = await peer.settle();

  const each = (late: number, early: number) => (late - early) / (load.subscribers - first);
  const { heldBytes } = withAll;
  return {
    ...window,
    ...settled,
    heldPerConnection: heldBytes === null ? null : each(heldBytes, withSome.heldBytes ?? 0),
    rssPerConnection: each(withAll.rssBytes, withSome.rssBytes),
  };
}
