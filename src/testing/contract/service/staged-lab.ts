import type { Cursor } from '../../../protocol/cursor.ts';
import { LAB_CHANNEL } from '../../../protocol/event.ts';
import type { LabOptions } from '../../../server/lab-server.ts';
import { cursorOf, publish, startServer } from '../../lab-server.ts';
import { type FaultRelay, startFaultRelay } from './fault-relay.ts';

export type LabSettings = Pick<LabOptions, 'logLimits' | 'streamLimits'>;

/** A real lab server behind a relay. What a case asks of it, it asks past the relay. */
export type StagedLab = Omit<FaultRelay, 'url' | 'aimAt' | 'close'> & {
  publish(values: readonly unknown[]): Promise<Cursor>;
  /** Where the channel stands now. */
  cursor(): Promise<Cursor>;
  /** The server itself, not the relay: for a second client that no fault meets. */
  directUrl(): string;
  /** Ends the server as a signal would; it says farewell to its clients. */
  end(): Promise<void>;
  /** A new server in place of the old one, so with a new epoch. `crash`: clients only see their connections reset. */
  restart(how: 'orderly' | 'crash'): Promise<void>;
};

export async function openLab({
  logLimits,
  streamLimits,
}: LabSettings): Promise<{ url: string; lab: StagedLab; close(): Promise<void> }> {
  const start = () =>
    startServer({
      allowedOrigins: ['*'],
      ...(logLimits && { logLimits }),
      // A second at each of the many cuts would be most of this suite's time.
      streamLimits: { retryMs: 20, ...streamLimits },
    });
  let server = await start();
  const { url, aimAt, close, ...relay } = await startFaultRelay(server.port);

  const lab: StagedLab = {
    ...relay,
    publish: (values) => publish(server.url, LAB_CHANNEL, values),
    cursor: () => cursorOf(server.url),
    directUrl: () => server.url,
    end: () => server.close(),
    async restart(how) {
      if (how === 'crash') {
        relay.pass('gone');
        relay.cut('rst');
      }
      const [next] = await Promise.all([start(), server.close()]);
      server = next;
      aimAt(server.port);
      relay.pass('open');
    },
  };
  return {
    url,
    lab,
    async close() {
      await close();
      await server.close();
    },
  };
}
