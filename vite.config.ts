import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const START = fileURLToPath(new URL('src/dashboard/start.ts', import.meta.url));
const MAIN = fileURLToPath(new URL('src/dashboard/main.tsx', import.meta.url));
const WORKER = fileURLToPath(new URL('src/lab/worker.ts', import.meta.url));

export default defineConfig({
  plugins: [react(), workerOfThePage(), announced(), compressed()],
  // The server serves this folder; see src/server.
  build: {
    outDir: 'dist/public',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // main.tsx is asked for by start.ts. Named here, it comes before what is asked for later: see `fileOf`.
      input: ['index.html', MAIN],
      output: {
        codeSplitting: {
          groups: [{ name: fileOf, includeDependenciesRecursively: false }],
        },
      },
    },
  },
  worker: { format: 'es' },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node', deps: { interopDefault: false } },
});

/** Gives what is known of a module. */
type Modules = { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null };

/**
 * The file that a module goes into. What the page needs at once is in few files, for each further one costs a round trip:
 * `start` is run before the first paint, `schemas` is what the worker needs too, `page` is the rest. In a file, modules
 * run in the order in which the page imports them: zod-without-eval.ts before any schema. What is asked for later is
 * left to the bundler.
 */
function fileOf(id: string, modules: Modules): string | null {
  neededAtOnce ??= {
    start: neededBy(START, modules),
    page: neededBy(MAIN, modules),
    worker: neededBy(WORKER, modules),
  };
  if (neededAtOnce.start.has(id)) return 'start';
  if (/node_modules\/zod\/|src\/protocol\/(?!network-presets|swarm|load)/.test(id)) return 'schemas';
  if (!neededAtOnce.page.has(id) || UNUSED_AT_ONCE.test(id)) return null;
  return neededAtOnce.worker.has(id) ? 'schemas' : 'page';
}

let neededAtOnce: Readonly<Record<'start' | 'page' | 'worker', ReadonlySet<string>>> | undefined;

/** Mantine's entry imports all of Mantine; of that, what opens over the page is used by what is asked for later. */
const UNUSED_AT_ONCE =
  /floating-ui|remove-scroll|(?:Popover|Portal|Modal|Overlay|FocusTrap|Floating|use-focus-[a-z]+)\//;

/** A module and all that it imports, but not what it asks for later. */
function neededBy(id: string, modules: Modules, needed = new Set<string>()): ReadonlySet<string> {
  if (needed.has(id)) return needed;
  needed.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) neededBy(imported, modules, needed);
  return needed;
}

/** As `dashboard/main.tsx` says it. */
const WORKER_URL = "new URL('../lab/worker.ts', import.meta.url)";

/**
 * Builds the worker together with the page, so that it takes the schemas from the same file. Vite builds a worker apart,
 * and the browser would load, and compile, the schemas twice before a lane can start.
 */
function workerOfThePage(): Plugin {
  return {
    name: 'worker-of-the-page',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /src\/dashboard\/main\.tsx$/ },
      handler(code) {
        if (!code.includes(WORKER_URL)) this.error(`main.tsx starts its worker otherwise than by ${WORKER_URL}`);
        const file = this.emitFile({ type: 'chunk', id: WORKER, name: 'worker' });
        return code.replace(WORKER_URL, `import.meta.ROLLUP_FILE_URL_${file}`);
      },
    },
  };
}

/** Has the browser load the page's code while start.ts waits for the first paint. */
function announced(): Plugin {
  return {
    name: 'announced',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const chunkOf = (name: string) => chunks.find(({ fileName }) => fileName === name);
        const names = new Set(chunks.find(({ name }) => name === 'start')?.dynamicImports);
        if (names.size === 0) throw new Error('start.ts asks for nothing');
        for (const name of names) for (const next of chunkOf(name)?.imports ?? []) names.add(next);
        const styles = [...names].flatMap((name) => [...(chunkOf(name)?.viteMetadata?.importedCss ?? [])]);
        const attributes = (name: string) => ({ href: `/${name}`, crossorigin: true, fetchpriority: 'low' });
        return [
          ...styles.map((name) => ({ tag: 'link', attrs: { rel: 'preload', as: 'style', ...attributes(name) } })),
          ...[...names].map((name) => ({ tag: 'link', attrs: { rel: 'modulepreload', ...attributes(name) } })),
        ];
      },
    },
  };
}

/** Below this a compressed file saves nothing: it fits into one packet as it is. */
const LEAST_BYTES = 1_000;

/** Puts its compressed forms beside each text file, for the server to choose from: see src/server/page.ts. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // When all is written: what Vite itself still fills in, and what it copies from public/, is in it.
    writeBundle({ dir = '' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(?:js|css|html|svg)$/.test(name)) continue;
        const path = join(dir, name);
        const bytes = readFileSync(path);
        if (bytes.length < LEAST_BYTES) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
