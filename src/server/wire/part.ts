import type { ByteKind } from '../../protocol/ledger.ts';
import { TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import type { Part } from './ledger.ts';

const TRANSPORT_PATH = new RegExp(`^/streams/[^/]+/(${TRANSPORTS.join('|')})$`);
const CONTROL_PATH = /^\/(?:streams|api)\/|^\/(?:healthz|metrics|openapi\.json)$/;

/**
 * The path and the query of a request's target, in the one spelling that the router sees too: a target may be a whole
 * URL (RFC 9112, section 3.2.2), and any of its characters may be percent-encoded.
 */
export function parseTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const [, path = '', query = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i.exec(target) ?? [];
  return { path: decode(path), query: new URLSearchParams(query) };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What a request to this path is booked as. */
export function partOf(path: string): Part {
  const transport = TRANSPORT_PATH.exec(path)?.[1];
  // The name itself, and not what holds on to the whole path.
  return TRANSPORTS.find((name) => name === transport) ?? (CONTROL_PATH.test(path) ? 'control' : 'static');
}

export function isTransport(part: Part): part is Transport {
  return part !== 'control' && part !== 'static';
}

export const isStream = (part: Part) => part === 'sse' || part === 'websocket';

/** The head of a poll is paid each time; that of a stream opens it, once. */
export const headKind = (part: Part): ByteKind => (isStream(part) ? 'setup' : 'head');
