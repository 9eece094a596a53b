import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What a connection is at: waiting for a request, owing an answer of which nothing or something is said, or upgraded. */
export type Answering =
  | { readonly kind: 'idle' }
  | { readonly kind: 'silent'; readonly response: ServerResponse }
  | { readonly kind: 'speaking'; readonly response: ServerResponse }
  | { readonly kind: 'tunnel' };

/** Read from what Node's HTTP server keeps on its sockets, so that nobody has to keep book of it. */
export function answeringOf(socket: Socket): Answering {
  const { _httpMessage: response, parser } = socket as {
    _httpMessage?: ServerResponse | null;
    parser?: object | null;
  };
  if (response) return { kind: response.headersSent ? 'speaking' : 'silent', response };
  return { kind: parser ? 'idle' : 'tunnel' };
}
