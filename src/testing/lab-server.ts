import { STREAM_CURSOR_HEADER } from '../protocol/answer.ts';
import { type Cursor, parseCursor } from '../protocol/cursor.ts';
import { LAB_CHANNEL } from '../protocol/event.ts';
import { createLabServer, type LabOptions } from '../server/lab-server.ts';
import { world } from '../server/world.ts';
import { send } from './send.ts';

export type TestServer = { readonly url: string; readonly port: number; close(): Promise<void> };

/** The real server on a free port. Its publisher is paused unless the options say otherwise. */
export async function startServer(options: Partial<LabOptions> & { port?: number } = {}): Promise<TestServer> {
  const publisher = { running: false, ...options.publisher };
  const defaults = { host: '127.0.0.1', allowedOrigins: [], version: '0.0.0-test' };
  const lab = await createLabServer({ ...defaults, ...options, publisher }, world);
  const port = await lab.listen(options.port ?? 0);
  return { url: `http://127.0.0.1:${port}`, port, close: () => lab.close() };
}

/** Where the lab's channel stands now. */
export async function cursorOf(url: string): Promise<Cursor> {
  const response = await fetch(`${url}/streams/${LAB_CHANNEL}/short-polling`);
  return parseCursor(response.headers.get(STREAM_CURSOR_HEADER) ?? '') as Cursor;
}

/** Publishes one event after the other; resolves to the last one's cursor. */
export async function publish(
  url: string,
  channel: string,
  values: readonly unknown[],
): Promise<{ epoch: string; id: number }> {
  let cursor = { epoch: '', id: 0 };
  for (const data of values) {
    cursor = (await send(url, 'POST', `/streams/${channel}/events`, { data })) as typeof cursor;
  }
  return cursor;
}
