import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/** The measurements, one at a time, on an idle machine: `npm run speed`. */
export default defineConfig({
  ...base,
  testDir: '.',
  globalSetup: '../support/server.ts',
  outputDir: '../../../artifacts/web-speed',
  fullyParallel: false,
  workers: 1,
  timeout: 600_000,
  // A figure over its budget is not measured again.
  retries: 0,
  reporter: 'line',
  use: { ...base.use, screenshot: 'off' },
});
