import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // The server serves this folder; see src/server.
  build: { outDir: 'dist/public', emptyOutDir: true, target: 'es2023', sourcemap: true, chunkSizeWarningLimit: 600 },
  worker: { format: 'es' },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node', deps: { interopDefault: false } },
});
