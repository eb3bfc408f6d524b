import { defineConfig } from '@playwright/test';

/** The tests of the pages: Debian's Chromium against `./tracker up` on its own PostgreSQL. */
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/server.ts',
  outputDir: '../artifacts/web-tests',
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  // A machine that is busy with something else may be late once; a broken page is broken again.
  retries: 2,
  expect: { timeout: 10_000 },
  reporter: [['line'], ['./tests/support/countReporter.ts']],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
