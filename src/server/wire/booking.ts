import type { IncomingMessage, Server } from 'node:http';
import { clientSchema } from '../../protocol/ledger.ts';
import type { Entry, LedgerBook } from './ledger.ts';
import type { Meter } from './meter.ts';
import { partOf } from './part.ts';

/**
 * Books every connection and request of a server. Must be called before anybody else listens for
 * requests, so that a request's bytes are its own from the start.
 *
 * @returns the entry that a request is booked to.
 */
export function bookTraffic(server: Server, meter: Meter, ledger: LedgerBook): (request: IncomingMessage) => Entry {
  const names = new WeakMap<object, string>();
  const entries = new WeakMap<IncomingMessage, Entry>();
  let connections = 0;

  server.on('connection', (socket) => {
    connections += 1;
    const name = `connection-${connections}`;
    names.set(socket, name);
    meter.track(socket, () => ledger.entry(name, 'control'));
  });
  server.on('request', (request, response) => {
    book(request);
    response.on('close', () => meter.settle(request.socket));
  });
  server.on('upgrade', book);

  return entryOf;

  function book(request: IncomingMessage): void {
    const entry = entryOf(request);
    entry.add('requests', 1);
    entries.set(request, entry);
    meter.begin(request.socket, entry);
  }

  function entryOf(request: IncomingMessage): Entry {
    const known = entries.get(request);
    if (known) return known;
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const client = clientSchema.safeParse(new URLSearchParams(query).get('client')).data;
    return ledger.entry(client ?? names.get(request.socket) ?? 'unknown', partOf(path));
  }
}
