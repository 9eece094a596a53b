import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { ProblemError } from './problems.ts';

/**
 * Keeps foreign web pages out of a lab that runs on somebody's machine. A page elsewhere can send
 * requests to a loopback address, and a name that its owner points at 127.0.0.1 (DNS rebinding)
 * would even make that "same origin". So by default:
 *
 * - `Host` must name this machine: the address that the connection came in on, a loopback address,
 *   `localhost`, or what `--host` says;
 * - `Origin`, where there is one, must be the origin of the lab itself;
 * - what a browser says was sent by another site's page is refused, unless a person followed a link.
 *
 * `allowedOrigins` (and their host names) are let in; `*` lets everybody in.
 */
export type Guard = (request: IncomingMessage) => void;

export function createGuard({ host, allowedOrigins }: { host: string; allowedOrigins: readonly string[] }): Guard {
  if (allowedOrigins.includes('*')) return () => {};
  const origins = new Set(allowedOrigins);
  const names = new Set(['localhost', host.toLowerCase(), ...allowedOrigins.map((origin) => new URL(origin).hostname)]);

  return (request) => {
    const { host: hostHeader = '', origin } = request.headers;
    const name = hostName(hostHeader);
    if (!names.has(name) && !isAddressOf(name, request.socket.localAddress)) {
      throw refuse('Host', `${name || 'no name'} is not a name of this server`, [...names].join(', '));
    }
    if (origin !== undefined) {
      if (origins.has(origin) || hostOf(origin) === hostHeader.toLowerCase()) return;
      throw refuse('Origin', `${origin} is not the lab's own origin`, 'pages of the lab itself');
    }
    const site = request.headers['sec-fetch-site'];
    if ((site === 'cross-site' || site === 'same-site') && request.headers['sec-fetch-mode'] !== 'navigate') {
      throw refuse('Sec-Fetch-Site', `the request comes from a page of another site`, 'pages of the lab itself');
    }
  };
}

function refuse(field: string, what: string, allowed: string): ProblemError {
  const detail = `${what}; allowed: ${allowed}. Start the server with --allow-origin to open it.`;
  return new ProblemError(403, `${field}: ${detail}`, { errors: [{ field, detail }] });
}

/** `[::1]:4400` and `::1` become `::1`; names are lower case. */
function hostName(host: string): string {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host.toLowerCase());
  return match?.[1] ?? match?.[2] ?? '';
}

/** The `host:port` of an origin; undefined for `null` and what is no URL. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function isAddressOf(name: string, localAddress: string | undefined): boolean {
  if (isIP(name) === 0) return false;
  return name === localAddress?.replace(/^::ffff:/, '') || name === '::1' || name.startsWith('127.');
}
