import { z } from 'zod';

/** `now` is the server's time in ms since 1970, fractional, from a clock that never steps while it runs. */
export const clockSchema = z.object({ now: z.number() });
