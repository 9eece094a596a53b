import { z } from 'zod';

/**
 * A position in a channel: the last event seen.
 *
 * On the wire it is `<epoch>-<id>`. A bare `<id>` means "in the present epoch"; a bare `0` means
 * "from the oldest event kept", so it can never lead to a gap.
 */
export type Cursor = { readonly epoch: string; readonly id: number };

/** A cursor as a client may write it: the epoch is absent when the id stands alone. */
export type CursorRequest = { readonly epoch?: string; readonly id: number };

/** With fifteen digits at the most every id is a safe integer. */
const CURSOR = /^(?:([a-z0-9]{1,16})-)?(\d{1,15})$/;

export const CURSOR_RULE =
  '`<epoch>-<id>`, `<id>` or `0`: an epoch of 1 to 16 characters a-z and 0-9, an id of at most 15 digits';

/** The cursor's text, or undefined when it does not follow {@link CURSOR_RULE}. */
export function parseCursor(text: string): CursorRequest | undefined {
  const match = CURSOR.exec(text);
  if (!match) return undefined;
  const id = Number(match[2]);
  return match[1] === undefined ? { id } : { epoch: match[1], id };
}

export function formatCursor({ epoch, id }: CursorRequest): string {
  return epoch === undefined ? `${id}` : `${epoch}-${id}`;
}

/** A cursor as the server writes it: always with its epoch. */
export const cursorSchema = z
  .string()
  .regex(/^[a-z0-9]{1,16}-\d{1,15}$/, 'must be `<epoch>-<id>`')
  .transform((text) => parseCursor(text) as Cursor);

/** A cursor as a client may write it; the parsed value is a {@link CursorRequest}. */
export const cursorRequestSchema = z
  .string(`must be ${CURSOR_RULE}, once`)
  .transform((text, context): CursorRequest => {
    const cursor = parseCursor(text);
    if (cursor) return cursor;
    context.addIssue({ code: 'custom', message: `must be ${CURSOR_RULE}` });
    return z.NEVER;
  });
