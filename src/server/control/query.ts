import { z } from 'zod';
import { clientSchema } from '../../protocol/ledger.ts';

/** What every call may say: whose traffic it is in the ledger. It is read where the request is booked. */
export const clientQuerySchema = z.object({
  client: clientSchema.optional().describe("names the client in the server's ledger"),
});

/** Where a list was read up to; 0 when it is left out. */
export const afterSchema = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number of at most 15 digits')
  .transform(Number)
  .default(0);
