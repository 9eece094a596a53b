import { TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import type { Part } from './ledger.ts';

const TRANSPORT_PATH = new RegExp(`^/streams/[^/]+/(${TRANSPORTS.join('|')})$`);
const CONTROL_PATH = /^\/(?:streams|api)\/|^\/(?:healthz|metrics|openapi\.json)$/;

/** What a request to this path (without query) is booked as. */
export function partOf(path: string): Part {
  const transport = TRANSPORT_PATH.exec(path)?.[1];
  if (transport) return transport as Part;
  return CONTROL_PATH.test(path) ? 'control' : 'static';
}

export function isTransport(part: Part): part is Transport {
  return part !== 'control' && part !== 'static';
}
