import { nodePlatform } from '../client/platform-node.ts';
import { DEFAULT_SESSION_POLICY, runSession } from '../client/session.ts';
import { DEFAULT_TRANSPORT_CONFIG } from '../client/transport.ts';
import { CLIENT_TRANSPORTS } from '../client/transports/index.ts';
import type { Ledger } from '../protocol/ledger.ts';
import type { Transport } from '../protocol/transports.ts';
import { startServer, type TestServer } from './lab-server.ts';
import { type Relay, startRelay } from './relay.ts';

/** What a test has to end when it is over. */
type Ends = (() => Promise<unknown> | unknown)[];

/** The real server with a relay in front of it that counts on its own. */
export async function startMetered(
  ends: Ends,
): Promise<{ server: TestServer; relay: Relay; ledger: (client?: string) => Promise<Ledger> }> {
  const server = await startServer({ streamLimits: { heartbeatMs: 50 } });
  ends.push(server.close);
  const relay = await startRelay(server.port);
  ends.push(relay.close);
  // Asked for past the relay, so that asking does not change what is compared.
  const ledger = async (client?: string) =>
    (await fetch(`${server.url}/api/ledger${client ? `?client=${client}` : ''}`)).json() as Promise<Ledger>;
  return { server, relay, ledger };
}

/** A session through the relay; `received` waits for an event by number. */
export function startSession(relay: Relay, transport: Transport, client: string) {
  const end = new AbortController();
  const ids: number[] = [];
  let wake = () => {};
  const config = {
    ...DEFAULT_TRANSPORT_CONFIG,
    baseUrl: relay.url,
    channel: 'main',
    client,
    pollIntervalMs: 20,
    holdSeconds: 1,
  };
  const observer = {
    ...{ state() {}, gap() {}, requestSent() {}, requestAnswered() {} },
    ...{ attempting() {}, circuit() {}, retrying() {} },
    event({ id }: { id: number }) {
      ids.push(id);
      wake();
    },
  };
  const over = runSession(
    CLIENT_TRANSPORTS[transport](config, nodePlatform),
    { cursor: { id: 0 }, observer, signal: end.signal },
    { ...DEFAULT_SESSION_POLICY, baseDelayMs: 1 },
    nodePlatform,
  );
  return {
    ids,
    async received(count: number) {
      while (ids.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
    async stop() {
      end.abort();
      await over;
    },
  };
}

/** Waits until both accounts stand still, then gives them: bytes in flight are in one of them only. */
export async function settled(relay: Relay, read: () => Promise<Ledger>): Promise<Ledger> {
  for (let before = ''; ; ) {
    const ledger = await read();
    const now = JSON.stringify([ledger.transports, relay.bytesUp(), relay.bytesDown()]);
    if (now === before) return ledger;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
