import type { Page } from './app.ts';
import { main } from './main.ts';

/** Without these the page's clock is coarse: see page.ts. */
const ISOLATION = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
] as const;

/** The page straight from its sources, with hot reload, on the lab's own port. */
const livePage: Page = {
  async register(app, server) {
    const { createServer } = await import('vite');
    const vite = await createServer({
      server: { middlewareMode: true, hmr: { server } },
      appType: 'spa',
    });
    app.addHook('onClose', () => vite.close());
    app.get('/*', { schema: { hide: true } }, (request, reply) => {
      reply.hijack();
      for (const [name, value] of ISOLATION) reply.raw.setHeader(name, value);
      vite.middlewares(request.raw, reply.raw);
    });
  },
  ownsUpgrade: ({ headers }) => headers['sec-websocket-protocol']?.startsWith('vite-') ?? false,
};

await main(process.argv.slice(2), livePage);
