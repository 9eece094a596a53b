import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Page } from './app.ts';

/** The page as Vite built it, beside the built server. */
const ROOT = fileURLToPath(new URL('../public', import.meta.url));

/** The pages beside the lab, by their addresses: src/dashboard/address/router.tsx. */
const PAGES = ['/cost'];

/**
 * The built page. Its headers isolate it from other origins, which is what gives it a clock of 5 µs
 * instead of 100 µs. The streams do without them: what a header costs there is what the lab measures.
 * https://developer.mozilla.org/en-US/docs/Web/API/Window/crossOriginIsolated
 */
export const builtPage: Page = pageIn(ROOT);

/** The page whose files are in the folder `root`; no page while there is no such folder. */
export function pageIn(root: string): Page {
  return {
    register: async (app) => {
      if (existsSync(root)) await app.register((scope) => serve(scope, root));
    },
    ownsUpgrade: () => false,
  };
}

async function serve(scope: FastifyInstance, root: string): Promise<void> {
  await scope.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Components set sizes and colours as style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    // The lab is served over plain HTTP.
    strictTransportSecurity: false,
  });
  await scope.register(files, {
    root,
    // The build puts the compressed forms beside the files: see vite.config.ts.
    preCompressed: true,
    cacheControl: false,
    setHeaders(response, path) {
      // Names under assets/ contain a hash of what is in them.
      const forEver = path.includes('/assets/');
      response.setHeader('Vary', 'Accept-Encoding');
      response.setHeader('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const path of PAGES) {
    scope.get(path, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
  }
}
