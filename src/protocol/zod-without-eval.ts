import { z } from 'zod';

// Zod compiles its parsers with `new Function` where it may. The page's content security policy forbids that, and
// the browser reports the attempt. Schemas settle this when they are made, so this module is imported before them.
z.config({ jitless: true });
