import type { TraceExchange, TraceMark } from '../../lab/messages.ts';
import type { Fault } from '../../protocol/faults.ts';
import type { LaneName } from '../../protocol/lanes.ts';

/** Something in the picture that a sentence can be said about. */
export type Found =
  | { readonly kind: 'event'; readonly lane: LaneName; readonly event: EventName }
  | { readonly kind: 'exchange'; readonly exchange: TraceExchange; readonly part: ExchangePart }
  | { readonly kind: 'mark'; readonly mark: TraceMark }
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** Where the picture is a summary: all between two times. */
  | { readonly kind: 'many'; readonly lane: LaneName; readonly from: number; readonly to: number };

export type ExchangePart = 'request' | 'held' | 'answer' | 'stream';

/** Ids begin anew with each epoch. `at` is when it was published, by which it is found. */
export type EventName = { readonly epoch: string; readonly id: number; readonly at: number };

export function isSameEvent(one: EventName, other: EventName): boolean {
  return one.id === other.id && one.epoch === other.epoch;
}
