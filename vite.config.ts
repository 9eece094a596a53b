import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // The server serves this folder; see src/server.
  build: {
    outDir: 'dist/public',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    chunkSizeWarningLimit: 600,
    // In one chunk, where they run in the order in which the page imports them: zod-without-eval.ts before any schema.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'schemas', test: /node_modules\/zod\/|src\/protocol\/(?!network-presets)/ }],
        },
      },
    },
  },
  worker: { format: 'es' },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node', deps: { interopDefault: false } },
});
