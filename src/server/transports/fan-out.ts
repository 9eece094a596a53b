import type { Socket } from 'node:net';
import type { Cursor, CursorRequest } from '../../protocol/cursor.ts';
import type { EventLog, Slice } from '../../stream/event-log.ts';
import type { Batch } from '../wire/batch.ts';
import type { Exchange } from '../wire/booking.ts';
import type { Line } from '../wire/meter.ts';
import { Tally } from '../wire/tally.ts';
import { type Dialect, encodeBatch } from './dialect.ts';
import { drained } from './drained.ts';
import type { StreamServices } from './server-transport.ts';
import { createSliceMemo, type SliceMemo } from './slice-memo.ts';

/** How one stream puts things on its socket. */
export type StreamWriter = {
  readonly dialect: Dialect;
  write(bytes: Buffer): void;
  /** Shows the client, and what lies in between, that the stream is alive. */
  heartbeat(): void;
  /** Says that it is over, and ends it. */
  end(why: StreamEnd): void;
};

/** `stalled`: its reader took nothing for so long that it is cut off. */
export type StreamEnd = 'ended' | 'stalled';

/** One stream that follows a channel. */
export type Follower = {
  readonly socket: Socket;
  readonly line: Line | undefined;
  readonly exchange: Exchange;
  readonly writer: StreamWriter;
  /** When something was written to it alone, ms; at first, when it came. */
  wroteAt: number;
  /** Nothing more is written to it. */
  hasLeft: boolean;
  /** Takes it out of the fan-out, and out of what is held. */
  leave(): void;
};

/** Streams that are written the same bytes. */
type Group = { readonly followers: Set<Follower>; readonly tally: Tally };

export type FanOut = {
  follow(follower: Follower, after: CursorRequest | undefined): void;
  leave(follower: Follower): void;
};

export type FanOutNeeds = Pick<StreamServices, 'limits' | 'counters' | 'delays' | 'now' | 'setTimer'>;

/**
 * One channel's events for all of its streams:
 *
 *   log ─► what is due, read once ─► encoded once a dialect ─► one write to each stream that is up to date
 *                     └─► a stream that is behind reads for itself, until it has caught up
 *
 * Each round begins with another dialect, for who is written to first is read first.
 *
 * The log is the only buffer: nothing more is written to a stream until its socket has taken what it was given. So a
 * slow reader costs at most one burst of memory, falls behind on its own, and is told of a gap once what it missed has
 * expired.
 */
export function createFanOut(log: EventLog, { limits, counters, delays, now, setTimer }: FanOutNeeds): FanOut {
  /** Those that have everything up to `position`, by dialect. */
  const upToDate = new Map<Dialect, Group>();
  const memos = new Map<Dialect, SliceMemo<Batch>>();
  /** Those that read further than `position` for themselves. */
  const ahead = new Map<Follower, Cursor>();
  let position: Cursor | undefined;
  /** When all that are up to date were written to, ms. */
  let roundAt = 0;
  let round: AbortController | undefined;
  let cancelBeats: (() => void) | undefined;

  return {
    follow(follower, after) {
      void catchUp(follower, after, follower.wroteAt);
    },
    leave(follower) {
      follower.hasLeft = true;
      ahead.delete(follower);
      upToDate.get(follower.writer.dialect)?.followers.delete(follower);
      follower.exchange.untally();
      stopWhenAlone();
    },
  };

  /** Brings one stream up to date, at its reader's own pace. Of what was published before `since` the delay is its own. */
  async function catchUp(follower: Follower, from: CursorRequest | undefined, since = 0): Promise<void> {
    try {
      for (let after = from; ; ) {
        const slice = await log.read(after, limits.burst);
        if (follower.hasLeft) return;
        if (hasContent(slice) && follower.socket.writable) {
          follower.wroteAt = now();
          const batch = encode(follower.writer.dialect, slice);
          follower.writer.write(batch.bytes);
          follower.exchange.sent(batch, follower.wroteAt);
          if (slice.gap) counters.gapsTold += 1;
          observe(follower.writer.dialect, slice, 1, since);
        }
        if (follower.socket.writableNeedDrain) {
          const hasTaken = await drained(follower.socket, limits.stallMs, setTimer);
          if (follower.hasLeft) return;
          if (!hasTaken) return cutOff(follower);
        } else if (slice.more) await pause(0);
        if (!slice.more && join(follower, slice.cursor)) return;
        after = slice.cursor;
      }
    } catch {
      // The store has failed: whoever is cut off asks again after what it has.
      if (!follower.hasLeft) follower.socket.destroy();
    }
  }

  /** Whether the stream need not read for itself any more. */
  function join(follower: Follower, cursor: Cursor): boolean {
    if (!position) {
      position = cursor;
      round = new AbortController();
      void deliver(round.signal);
      cancelBeats ??= armBeats();
    }
    if (cursor.id < position.id) return false;
    if (cursor.id > position.id) {
      ahead.set(follower, cursor);
      return true;
    }
    const { followers, tally } = groupOf(follower.writer.dialect);
    followers.add(follower);
    follower.exchange.tally(tally);
    return true;
  }

  async function deliver(signal: AbortSignal): Promise<void> {
    try {
      while (position && !signal.aborted) {
        await log.wait(position, signal);
        const slice = await log.read(position, limits.burst, signal);
        if (signal.aborted) return;
        const begunAt = now();
        if (hasContent(slice)) writeToAll(slice, begunAt);
        position = slice.cursor;
        const waiting = [...ahead];
        ahead.clear();
        for (const [follower, cursor] of waiting) if (!join(follower, cursor)) void catchUp(follower, cursor);
        stopWhenAlone();
        await rest(now() - begunAt, slice.more);
      }
    } catch {
      if (!signal.aborted) fail();
    }
  }

  /** While the system takes all at once, no more than the stream's own objects are touched. */
  function writeToAll(slice: Slice, at: number): void {
    roundAt = at;
    for (const [dialect, { followers, tally }] of upToDate) {
      if (followers.size === 0) continue;
      const batch = encode(dialect, slice);
      const bookedAlone: Follower[] = [];
      let times = 0;
      for (const follower of followers) {
        const { socket, line, writer } = follower;
        if (!socket.writable) {
          follower.exchange.untally();
          continue;
        }
        writer.write(batch.bytes);
        times += 1;
        if (line?.tally === tally && socket.writableLength === 0) continue;
        follower.exchange.sent(batch, at);
        if (socket.writableLength === 0) bookedAlone.push(follower);
        if (!socket.writableNeedDrain) continue;
        followers.delete(follower);
        void goOnWhenDrained(follower, slice.cursor);
      }
      tally.add(batch);
      // Not before the tally has this batch, which is booked to them already.
      for (const { exchange } of bookedAlone) exchange.tally(tally);
      if (slice.gap) counters.gapsTold += times;
      observe(dialect, slice, times);
    }
    const first = upToDate.entries().next().value;
    if (!first || upToDate.size === 1) return;
    upToDate.delete(first[0]);
    upToDate.set(...first);
  }

  function groupOf(dialect: Dialect): Group {
    const group = upToDate.get(dialect) ?? { followers: new Set(), tally: new Tally() };
    upToDate.set(dialect, group);
    return group;
  }

  function allUpToDate(): Follower[] {
    return [...upToDate.values()].flatMap(({ followers }) => [...followers]);
  }

  function encode(dialect: Dialect, slice: Slice): Batch {
    const memo = memos.get(dialect) ?? createSliceMemo();
    memos.set(dialect, memo);
    return memo(slice, () => encodeBatch(dialect, slice));
  }

  async function goOnWhenDrained(follower: Follower, cursor: Cursor): Promise<void> {
    const hasTaken = await drained(follower.socket, limits.stallMs, setTimer);
    if (follower.hasLeft) return;
    if (!hasTaken) return cutOff(follower);
    if (!join(follower, cursor)) await catchUp(follower, cursor);
  }

  function cutOff(follower: Follower): void {
    counters.slowReadersCut += 1;
    follower.leave();
    follower.writer.end('stalled');
  }

  function observe({ transport }: Dialect, { events }: Slice, times: number, since = 0): void {
    if (times === 0) return;
    const writtenAt = now();
    for (const { event } of events) if (event.at >= since) delays.observe(transport, writtenAt - event.at, times);
  }

  /** The store has failed: whoever is cut off asks again after what it has. */
  function fail(): void {
    const cut = [...allUpToDate(), ...ahead.keys()];
    upToDate.clear();
    ahead.clear();
    stopWhenAlone();
    for (const follower of cut) follower.socket.destroy();
  }

  function stopWhenAlone(): void {
    if (ahead.size > 0 || [...upToDate.values()].some(({ followers }) => followers.size > 0)) return;
    position = undefined;
    round?.abort();
    cancelBeats?.();
    cancelBeats = undefined;
  }

  /**
   * A round that took long is followed by a pause in which more becomes due, so that the next one writes it in one go,
   * and the event loop has time for everything else. With a few streams a round takes less than a timer can tell.
   */
  async function rest(tookMs: number, isBehind: boolean): Promise<void> {
    const restMs = isBehind ? 0 : Math.min(REST * tookMs, LONGEST_REST_MS);
    if (restMs >= 1 || isBehind) await pause(restMs);
  }

  /** Lets the event loop do something else. */
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => void setTimer(ms, resolve));
  }

  /** Heartbeats for whoever was written nothing for so long. */
  function armBeats(): () => void {
    return setTimer(limits.heartbeatMs / BEAT_CHECKS, () => {
      cancelBeats = armBeats();
      const at = now();
      if (at - roundAt < limits.heartbeatMs) return;
      for (const follower of allUpToDate()) {
        if (at - follower.wroteAt < limits.heartbeatMs || follower.socket.writableNeedDrain) continue;
        follower.wroteAt = at;
        follower.writer.heartbeat();
        if (!follower.socket.destroyed) follower.exchange.heartbeat();
      }
    });
  }
}

/** How long a round is followed by a pause: this many times what it took. */
const REST = 5;
const LONGEST_REST_MS = 8;
/** A heartbeat is late by at most this part of its period. */
const BEAT_CHECKS = 10;

const hasContent = ({ events, gap }: Slice) => events.length > 0 || gap !== undefined;
