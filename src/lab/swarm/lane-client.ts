import type { Platform } from '../../client/platform.ts';
import { runSession, type SessionObserver } from '../../client/session.ts';
import { DEFAULT_TRANSPORT_CONFIG } from '../../client/transport.ts';
import { CLIENT_TRANSPORTS } from '../../client/transports/index.ts';
import { parseCursor } from '../../protocol/cursor.ts';
import { LAB_CHANNEL } from '../../protocol/event.ts';
import { DEFAULT_SESSION_POLICY, type Jitter } from '../../protocol/session-policy.ts';
import type { Transport } from '../../protocol/transports.ts';
import { createRetries } from './retries.ts';
import type { ClientNeeds, SwarmClient } from './swarm-client.ts';

type LaneNeeds = ClientNeeds & {
  /** Names it in the server's ledger, and in the network conditions: its link is its own. */
  readonly client: string;
};

/** A client that is run by the very code of a lane. Its bytes are counted by `lane-bytes.ts`. */
export function createLaneClient(transport: Transport, needs: LaneNeeds, platform: Platform): SwarmClient {
  const { url, plan, tally, position, client, toServerTime } = needs;
  const retries = createRetries(plan.backoff, platform.random);
  const config = {
    ...DEFAULT_TRANSPORT_CONFIG,
    ...{ baseUrl: url, channel: LAB_CHANNEL, client },
    ...{ pollIntervalMs: plan.pollIntervalMs, holdSeconds: plan.holdSeconds },
  };
  // Both readers come back by the same rule, which is the plan's.
  const policy = { ...DEFAULT_SESSION_POLICY, ...plan.backoff, breakerThreshold: 0 };
  let running: AbortController | undefined;
  let over: Promise<unknown> = Promise.resolve();
  let isConnected = false;
  let cancelTimer = () => {};

  return {
    start,
    drop(jitter: Jitter) {
      end();
      cancelTimer = platform.setTimer(retries.afterDrop(jitter), start);
    },
    // The transports watch their silence themselves.
    check() {},
    async stop() {
      end();
      await over;
    },
  };

  function start(): void {
    running = new AbortController();
    over = run(running.signal);
  }

  function end(): void {
    cancelTimer();
    running?.abort();
    connected(false);
  }

  async function run(signal: AbortSignal): Promise<void> {
    try {
      if (position.cursor() === undefined) {
        const { epoch, id } = parseCursor(await needs.cursor()) ?? {};
        if (epoch !== undefined && id !== undefined) position.stands(epoch, id);
      }
      if (signal.aborted) return;
      const cursor = parseCursor(position.cursor() ?? '0') ?? { id: 0 };
      const attempt = { cursor, observer: observe(signal), signal };
      await runSession(CLIENT_TRANSPORTS[transport](config, platform), attempt, policy, platform);
    } catch {
      // Where the stream stands was not told.
    }
    if (signal.aborted) return;
    tally.losses += 1;
    connected(false);
    cancelTimer = platform.setTimer(retries.next(0, 0), start);
  }

  function observe(signal: AbortSignal): SessionObserver {
    const whileRunning =
      <Args extends readonly unknown[]>(listener: (...args: Args) => void) =>
      (...args: Args) => {
        if (!signal.aborted) listener(...args);
      };
    return {
      attempting: whileRunning(() => {
        tally.attempted?.(platform.now());
      }),
      circuit() {},
      state: whileRunning((state) => {
        if (state === 'reconnecting') lost();
      }),
      event: whileRunning((event, cursor, receivedAt) => {
        if (cursor.epoch !== undefined) position.epoch(cursor.epoch);
        position.event(event.id, event.at, toServerTime(receivedAt));
      }),
      gap: whileRunning(({ resumedAt }) => position.gap(resumedAt.epoch, resumedAt.id)),
      retrying: whileRunning(lost),
      requestSent: whileRunning(() => {
        tally.requests += 1;
      }),
      requestAnswered: whileRunning(({ events }) => {
        if (events === 0) tally.emptyResponses += 1;
        connected(true);
      }),
    };
  }

  function lost(): void {
    connected(false);
    tally.losses += 1;
  }

  function connected(is: boolean): void {
    if (is === isConnected) return;
    isConnected = is;
    tally.connected += is ? 1 : -1;
  }
}
