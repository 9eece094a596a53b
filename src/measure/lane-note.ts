import type { Delivery } from './delivery.ts';

/** What happened on a lane, as its client saw it. `at` is when; all times are the server's, ms. */
export type LaneNote =
  /** A try to connect. */
  | { readonly kind: 'attempt'; readonly at: number }
  /** From now on a stream is open or a request is out, so that whatever befalls connections befalls the lane; or none is. */
  | { readonly kind: 'use'; readonly at: number; readonly inUse: boolean }
  /** An attempt failed, or what was up is lost, and not because it was told to end. */
  | { readonly kind: 'lost'; readonly at: number }
  /** A request that was sent at `sentAt` has its answer. */
  | { readonly kind: 'answered'; readonly at: number; readonly sentAt: number }
  /** `change` is what the delivery check counted with it. */
  | { readonly kind: 'event'; readonly at: number; readonly publishedAt: number; readonly change: Delivery }
  | { readonly kind: 'gap'; readonly at: number; readonly change: Delivery }
  | { readonly kind: 'stopped'; readonly at: number };
