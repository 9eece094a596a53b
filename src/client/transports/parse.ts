import type { z } from 'zod';
import type { CloseReason } from '../transport.ts';

type Parsed<Value> = { readonly kind: 'parsed'; readonly value: Value };

/** A message of a stream, or why the stream cannot go on. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  text: unknown,
  maxBytes: number,
): Parsed<z.output<Schema>> | CloseReason {
  if (typeof text !== 'string') return { kind: 'protocol', retry: true, detail: 'a message is not text' };
  // A UTF-16 unit takes three bytes at the most, so hardly any text has to be encoded to know its size.
  if (text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes) {
    return { kind: 'overflow', retry: true, detail: `a message is larger than ${maxBytes} bytes` };
  }
  try {
    return { kind: 'parsed', value: schema.parse(JSON.parse(text)) };
  } catch {
    return { kind: 'protocol', retry: true, detail: `a message is not what this stream holds: ${text.slice(0, 80)}` };
  }
}
