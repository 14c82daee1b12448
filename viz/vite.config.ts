import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Builds the viewer page. Everything it needs lies in the bundle: nothing is fetched from the internet. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  worker: { format: 'es' },
  resolve: { alias: { 'mathjs/lib/browser/math.js': join(import.meta.dirname, 'algebra.ts') } },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000, outDir: '../dist/viz', emptyOutDir: true },
});
