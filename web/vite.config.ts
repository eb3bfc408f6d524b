import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The API of the checkout, for `npm run dev`; the frontend service forwards to it in the same way.
const api = process.env.API_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': api } },
  build: {
    // Chromium 111, Firefox 114 and Safari 16.4 are the first with all that the style sheets use.
    target: ['chrome111', 'firefox114', 'safari16.4'],
    // Inlined files would need data: addresses in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
