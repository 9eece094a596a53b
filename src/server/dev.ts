import type { Page } from './app.ts';
import { main } from './main.ts';

/** The page straight from its sources, with hot reload, on the lab's own port. */
const livePage: Page = {
  async register(app, server) {
    const { createServer } = await import('vite');
    const vite = await createServer({
      server: { middlewareMode: true, hmr: { server } },
      appType: 'spa',
    });
    app.addHook('onClose', () => vite.close());
    const serve = async (request: { raw: never }, reply: { raw: never; hijack(): void }) => {
      reply.hijack();
      vite.middlewares(request.raw, reply.raw);
    };
    app.get('/*', { schema: { hide: true } }, serve as never);
  },
  ownsUpgrade: ({ headers }) => headers['sec-websocket-protocol']?.startsWith('vite-') ?? false,
};

await main(process.argv.slice(2), livePage);
