import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const START = fileURLToPath(new URL('src/dashboard/start.ts', import.meta.url));
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
      input: 'index.html',
      output: {
        codeSplitting: {
          groups: [{ name: fileOf, includeDependenciesRecursively: false }],
        },
      },
    },
  },
  worker: { format: 'es' },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    deps: { interopDefault: false },
    // Most tests wait for a server or a clock: twice as many at a time are not twice as slow.
    maxWorkers: 2 * availableParallelism(),
  },
});

/** What is known of the modules. */
type Modules = {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
  } | null;
};

/**
 * The file that a module goes into: that of the first part of the page that needs it, of those that start.ts asks for.
 * What the worker needs as well goes to the parts that are its own too, so that it loads nothing else. What is asked for
 * later is left to the bundler.
 */
function fileOf(id: string, modules: Modules): string | null {
  if (UNUSED_AT_ONCE.test(id)) return null;
  atOnce ??= neededAtOnce(modules);
  const { parts, worker } = atOnce;
  const firstOf = (some: readonly Part[]) => some.find(({ needed }) => needed.has(id));
  const first = firstOf(parts);
  if (!first || !worker.has(id)) return first?.name ?? null;
  const shared = parts.filter(({ entry }) => worker.has(entry));
  return (firstOf(shared) ?? shared.at(-1))?.name ?? null;
}

/** A module that start.ts asks for, or itself, and all that is needed by it. */
type Part = { readonly entry: string; readonly name: string; readonly needed: ReadonlySet<string> };

type AtOnce = { readonly parts: readonly Part[]; readonly worker: ReadonlySet<string> };

let atOnce: AtOnce | undefined;

function neededAtOnce(modules: Modules): AtOnce {
  const entries = [START, ...(modules.getModuleInfo(START)?.dynamicallyImportedIds ?? [])];
  return {
    parts: entries.map((entry) => ({
      entry,
      name: basename(entry).replace(/\.tsx?$/, ''),
      needed: neededBy(entry, modules),
    })),
    worker: neededBy(WORKER, modules),
  };
}

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
 * Builds the worker together with the page, so that it takes what they share from the same files. Vite builds a worker
 * apart, and the browser would load, and compile, the schemas twice before a lane can start.
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
        return { code: code.replace(WORKER_URL, `import.meta.ROLLUP_FILE_URL_${file}`), map: null };
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
