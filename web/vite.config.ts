import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

// The API of the checkout, for `npm run dev`; the frontend service forwards to it in the same way.
const api = process.env.API_URL ?? 'http://127.0.0.1:8000';

const isOneOf = (parts: readonly RegExp[]) => (file: string) => parts.some((part) => part.test(file));

// What the login page and the pages behind it share. What is missing here is loaded with a group behind the login, by the login page too.
// What only the pages behind the login use of the same libraries is left to those pages.
const loginParts = [
  /node_modules\/(react|react-dom|scheduler|react-router|cookie|set-cookie-parser|clsx|get-nonce|openapi-fetch|idb-keyval)\//,
  /@tanstack\/(?!.*\/(hydration|infiniteQuery|useInfiniteQuery|queriesObserver))/,
  /lucide-react\/dist\/esm\/(createLucideIcon|Icon|context|defaultAttributes|shared)/,
  /@mantine\/core\/esm\/(core|components\/(Button|ActionIcon|CloseButton|Input|InputBase|TextInput|Loader|Transition|UnstyledButton))\//,
  /@mantine\/hooks\/(?!.*\/(use-long-press|use-focus-trap|use-debounced-callback)\/)/,
  /vite\/preload-helper/,
  /src\/api\/(client|session|refresh|refreshTurn|quietly|pause|errors|vocabulary|queryClient|queries\/(auth|me))\.ts$/,
];

// The forms in front of the login share these with later forms, and the headings with later pages. They are no part of `login`, which comes
// before the base style sheets.
const formParts = [/src\/ui\/(useForm|PasswordField)\./, /src\/features\/auth\/(AuthCard|text|validation)\./];

const headingParts = [/src\/ui\/(FormFailure|PageHeading)\./];

// No page shows a dialog before it is asked for one.
const dialogParts = [
  /@mantine\/core\/esm\/components\/(Modal|ModalBase|ScrollArea|Paper)\//,
  /node_modules\/(react-remove-scroll|react-remove-scroll-bar|react-style-singleton|use-callback-ref|use-sidecar|tslib)\//,
];
const isDialog = isOneOf(dialogParts);

// Few files, so that a first visit is few requests. A file belongs to the first group that takes it, and takes with it what it imports.
const groups = [
  { name: 'login', test: isOneOf(loginParts), minShareCount: 2, priority: 5 },
  // What the page of the address needs before it knows who is there: no group behind the login may take it.
  { name: 'start', tags: ['$initial' as const], priority: 4 },
  { name: 'headings', test: isOneOf(headingParts), minShareCount: 2, priority: 3 },
  { name: 'forms', test: isOneOf(formParts), minShareCount: 2, priority: 3 },
  { name: 'frame', test: isOneOf([/src\/app\/Frame\//, /src\/features\/offline\/cacheOnDevice/]), priority: 3 },
  { name: 'dialog', test: isDialog, minShareCount: 2, priority: 2 },
  // What four of the pages, panels and dialogs have in common is small, and most visits come to need all of it.
  { name: 'shared', test: (file: string) => !isDialog(file), minShareCount: 4, priority: 1 },
];

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
        codeSplitting: { groups },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', './tests/support/unitCountReporter.ts'],
  },
});
