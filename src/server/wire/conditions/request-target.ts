/**
 * The target of the request that begins with these bytes; undefined when no request begins here: they are the rest of
 * one, or a WebSocket's frame, whose first byte is never a capital letter (RFC 6455, section 5.2: the bits of
 * extensions that nobody agreed on are zero).
 *
 * A client that sends its request line in pieces is not recognised, and its request passes as if it were no lane's.
 */
export function requestTarget(bytes: Buffer): string | undefined {
  return REQUEST_LINE.exec(bytes.subarray(0, MAX_LINE).toString('latin1'))?.[1];
}

const REQUEST_LINE = /^(?:\r\n)*[A-Z]{3,7} (\S+) HTTP\/1\.[01]\r\n/;
const MAX_LINE = 8_192;
