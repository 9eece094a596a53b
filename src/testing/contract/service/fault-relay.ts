import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createCondition } from '../condition.ts';

/** What becomes of the bytes that pass: on they go, nowhere (nothing is closed), or every new connection is reset. */
export type Passage = 'open' | 'stalled' | 'gone';

/**
 * A TCP relay that does to connections what networks do.
 *
 *   client ═► link ═► server       `up` is towards the server, `down` towards the client
 */
export type FaultRelay = {
  readonly url: string;
  pass(passage: Passage): void;
  /** Ends every connection: with a FIN, in order as far as TCP knows, or with a reset. */
  cut(how: CutHow): void;
  /** From now on every connection is cut once it carried so many bytes down; null stops that. */
  cutAfter(bytesDown: number | null, how: CutHow): void;
  /** New connections go to this port. */
  aimAt(serverPort: number): void;
  traffic(): Traffic;
  /**
   * Resolves once no client holds on to the server: every connection is closed or, with `idle`, the
   * last bytes on it went down. One that never carried anything counts for nothing: fetch in Node opens
   * a connection in place of one that was aborted, and browsers open some in advance.
   */
  untilReleased(by: 'close' | 'idle'): Promise<void>;
  untilTraffic(least: Partial<Traffic>): Promise<void>;
  close(): Promise<void>;
};

export type CutHow = 'fin' | 'rst';

export type Traffic = { readonly connections: number; readonly bytesUp: number; readonly bytesDown: number };

type Link = { readonly client: Socket; readonly server: Socket; carriedDown: number; last?: 'up' | 'down' };

export async function startFaultRelay(firstServerPort: number): Promise<FaultRelay> {
  const links = new Set<Link>();
  const traffic = { connections: 0, bytesUp: 0, bytesDown: 0 };
  const { changed, until } = createCondition();
  let serverPort = firstServerPort;
  let passage: Passage = 'open';
  let limit: { bytesDown: number; how: CutHow } | undefined;

  const listener = createServer({ noDelay: true }, (client) => {
    client.on('error', () => {});
    if (passage === 'gone') {
      client.resetAndDestroy();
      return;
    }
    traffic.connections += 1;
    const server = connect({ port: serverPort, host: '127.0.0.1', noDelay: true });
    const link: Link = { client, server, carriedDown: 0 };
    links.add(link);

    client.on('data', (chunk) => {
      traffic.bytesUp += chunk.length;
      link.last = 'up';
      if (passage !== 'stalled') server.write(chunk);
      changed();
    });
    server.on('data', (chunk) => {
      if (passage !== 'stalled') carryDown(link, chunk);
      changed();
    });
    server.on('error', () => client.resetAndDestroy());
    server.on('end', () => passage !== 'stalled' && client.end());
    client.on('close', () => {
      server.destroy();
      links.delete(link);
      changed();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));

  function carryDown(link: Link, chunk: Buffer): void {
    const room = limit ? limit.bytesDown - link.carriedDown : Number.POSITIVE_INFINITY;
    const carried = chunk.subarray(0, Math.max(0, room));
    link.client.write(carried);
    link.carriedDown += carried.length;
    link.last = 'down';
    traffic.bytesDown += carried.length;
    if (limit && link.carriedDown >= limit.bytesDown) cutLink(link, limit.how);
  }

  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    pass(next) {
      passage = next;
    },
    cut(how) {
      for (const link of [...links]) cutLink(link, how);
    },
    cutAfter(bytesDown, how) {
      limit = bytesDown === null ? undefined : { bytesDown, how };
    },
    aimAt(port) {
      serverPort = port;
    },
    traffic: () => ({ ...traffic }),
    untilReleased: (by) => until(() => [...links].every(({ last }) => !last || (by === 'idle' && last === 'down'))),
    untilTraffic: (least) =>
      until(() => Object.entries(least).every(([figure, value]) => traffic[figure as keyof Traffic] >= value)),
    async close() {
      for (const { client } of [...links]) client.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function cutLink({ client, server }: Link, how: CutHow): void {
  server.removeAllListeners('data').removeAllListeners('end');
  server.destroy();
  if (how === 'fin') client.end();
  else client.resetAndDestroy();
}
