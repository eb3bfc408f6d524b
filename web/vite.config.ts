import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

// The API of the checkout, for `npm run dev`; the frontend service forwards to it in the same way.
const api = process.env.API_URL ?? 'http://127.0.0.1:8000';

// What the login page loads too, in one file. Other groups would be loaded by the login page as well.
const loginParts = [
  /node_modules\/(react|react-dom|scheduler|react-router|cookie|set-cookie-parser|@tanstack|clsx|get-nonce|openapi-fetch)\//,
  /@mantine\/core\/esm\/(core|components\/(Button|ActionIcon|CloseButton|Input|InputBase|TextInput|Loader|Transition|UnstyledButton))\//,
  /@mantine\/hooks\//,
  /src\/api\/(client|session|refresh|lock|pause|errors|vocabulary|queryClient)\.ts$/,
];
const isOneOf = (parts: readonly RegExp[]) => (file: string) => parts.some((part) => part.test(file));

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/worker',
      filename: 'sw.ts',
      registerType: 'prompt',
      // Registered by the application where workers exist.
      injectRegister: false,
      injectManifest: { globPatterns: ['**/*.{js,css,svg}', 'assets/inter-latin-wght-normal-*.woff2'] },
      manifest: {
        name: 'TaskTracker',
        short_name: 'TaskTracker',
        description: 'The tasks of your team',
        start_url: '/tasks',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#3f4dbd',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      },
    }),
  ],
  server: { proxy: { '/api': api } },
  build: {
    // Chromium 111, Firefox 114 and Safari 16.4 are the first with all that the style sheets use.
    target: ['chrome111', 'firefox114', 'safari16.4'],
    // Inlined files would need data: addresses in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One style sheet of 18 KB is there before the first page is drawn; many small ones would come one after the other.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'login', test: isOneOf(loginParts), minShareCount: 2 }],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', './tests/support/unitCountReporter.ts'],
  },
});
