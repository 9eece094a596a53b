import { STREAM_CURSOR_HEADER } from '../../../protocol/answer.ts';
import type { Bytes } from '../bytes.ts';

type Headers = Readonly<Record<string, string>>;

/** A whole answer. The case's page has another origin than its servers, so every answer allows that. */
export function httpAnswer(status: number, headers: Headers, body: Bytes = ''): Bytes {
  const length: Headers = status === 204 ? {} : { 'Content-Length': `${body.length}` };
  return httpHead(status, { ...headers, ...length }) + body;
}

export function httpHead(status: number, headers: Headers): Bytes {
  const all: Headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': `${STREAM_CURSOR_HEADER}, Retry-After`,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} As scripted\r\n${lines.join('')}\r\n`;
}

/** RFC 9112, section 7.1. */
export function chunk(bytes: Bytes): Bytes {
  return `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
}
