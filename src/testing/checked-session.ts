import { type AutomaticLimits, createAutomatic, type Negotiation } from '../client/automatic.ts';
import { nodePlatform } from '../client/platform-node.ts';
import { DEFAULT_SESSION_POLICY, runSession, type SessionPolicy } from '../client/session.ts';
import { type CloseReason, DEFAULT_TRANSPORT_CONFIG, type TransportConfig } from '../client/transport.ts';
import { CLIENT_TRANSPORTS } from '../client/transports/index.ts';
import { createDeliveryCheck, type Delivery } from '../measure/delivery.ts';
import type { Gap } from '../protocol/answer.ts';
import type { Cursor } from '../protocol/cursor.ts';
import { LAB_CHANNEL } from '../protocol/event.ts';
import type { LaneName } from '../protocol/lanes.ts';

/** A real session, and what it was delivered. */
export type CheckedSession = {
  delivery(): Delivery;
  gaps(): readonly Gap[];
  /** Why attempts were over, oldest first. */
  losses(): readonly CloseReason[];
  data(): readonly unknown[];
  negotiated(): readonly Negotiation[];
  /** Waits until what is asked for holds; looked at whenever the session tells anything. */
  until(holds: (session: Seen) => boolean): Promise<void>;
  stop(): Promise<void>;
};

export type Seen = {
  /** `<epoch>-<id>` of every event, in the order of arrival. */
  readonly cursors: readonly string[];
  readonly data: readonly unknown[];
  readonly gaps: readonly Gap[];
  readonly losses: readonly CloseReason[];
  /** What the automatic one was on, oldest first. */
  readonly negotiated: readonly Negotiation[];
};

export type SessionOptions = {
  readonly config?: Partial<TransportConfig>;
  readonly policy?: Partial<SessionPolicy>;
  /** Of the automatic one. */
  readonly limits?: Partial<AutomaticLimits>;
};

/** Patient enough for a busy machine, and yet quick to notice what is dead. */
const QUICK_CONFIG = { pollIntervalMs: 5, holdSeconds: 0.2, answerTimeoutMs: 400, silenceTimeoutMs: 400 };
const QUICK_POLICY = { baseDelayMs: 2, maxDelayMs: 20, breakerThreshold: 0 };

/** A session that hardly waits between attempts. */
export function startCheckedSession(
  baseUrl: string,
  transport: LaneName,
  cursor: Cursor,
  { config = {}, policy = {}, limits = {} }: SessionOptions = {},
): CheckedSession {
  const end = new AbortController();
  const check = createDeliveryCheck(cursor);
  const seen = {
    ...{ cursors: [] as string[], data: [] as unknown[], gaps: [] as Gap[] },
    ...{ losses: [] as CloseReason[], negotiated: [] as Negotiation[] },
  };
  const waits = new Set<() => void>();
  const changed = () => {
    for (const look of [...waits]) look();
  };

  const settings = {
    ...DEFAULT_TRANSPORT_CONFIG,
    ...{ baseUrl, channel: LAB_CHANNEL, client: `checked-${transport}` },
    ...QUICK_CONFIG,
    ...config,
  };
  const observer = {
    ...{ state() {}, requestSent() {}, requestAnswered() {}, attempting() {}, circuit() {} },
    event(event: { readonly id: number; readonly data: unknown }, cursor: { epoch?: string; id: number }) {
      check.event(cursor);
      seen.cursors.push(`${cursor.epoch}-${cursor.id}`);
      seen.data.push(event.data);
      changed();
    },
    gap(gap: Gap) {
      check.gap(gap);
      seen.gaps.push(gap);
      changed();
    },
    retrying({ reason }: { readonly reason: CloseReason }) {
      seen.losses.push(reason);
      changed();
    },
  };
  const tell = (negotiation: Negotiation) => {
    seen.negotiated.push(negotiation);
    changed();
  };
  const over = runSession(
    transport === 'automatic'
      ? createAutomatic(settings, nodePlatform, tell, { limits })
      : CLIENT_TRANSPORTS[transport](settings, nodePlatform),
    { cursor, observer, signal: end.signal },
    { ...DEFAULT_SESSION_POLICY, ...QUICK_POLICY, ...policy },
    nodePlatform,
  );

  return {
    delivery: check.read,
    gaps: () => seen.gaps,
    losses: () => seen.losses,
    data: () => seen.data,
    negotiated: () => seen.negotiated,
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds(seen)) return;
          waits.delete(look);
          resolve();
        };
        waits.add(look);
        look();
      }),
    async stop() {
      end.abort();
      await over;
    },
  };
}
