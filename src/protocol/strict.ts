import { z } from 'zod';

/** An object that names what is allowed when it is given a field that it does not know. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape).join(', ') || 'no field yet';
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `is unknown; allowed: ${allowed}` : 'must be an object'),
  });
}
