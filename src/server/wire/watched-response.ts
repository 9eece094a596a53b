import { type IncomingMessage, type Server, ServerResponse } from 'node:http';

/**
 * An answer that tells its server when its head is made: `writeHead` is where every head is, whoever asks for it, and
 * the text that it leaves in `_header` is what is sent.
 */
export class WatchedResponse extends ServerResponse<IncomingMessage> {
  override writeHead(...args: unknown[]): this {
    Reflect.apply(super.writeHead, this, args);
    const { server } = this.req.socket as { server?: Server };
    server?.emit('head', this);
    return this;
  }
}

/** Undefined before it is made. */
export function headOf(response: ServerResponse): string | undefined {
  return (response as { _header?: string | null })._header ?? undefined;
}

/**
 * Lets go of the texts of a request and of its answer's head, which nobody reads any more while the answer goes on for
 * hours: of a browser's they are some two thousand bytes.
 */
export function forgetHeads(request: IncomingMessage, response: ServerResponse): void {
  Object.assign(request, { url: '', rawHeaders: NOTHING, headers: NO_HEADERS, rawTrailers: NOTHING });
  Object.assign(response, { _header: 'sent' });
}

const NOTHING: string[] = [];
const NO_HEADERS = {};
