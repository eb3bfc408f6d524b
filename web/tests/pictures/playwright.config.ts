import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/** Makes the pictures of the documentation: `npm run pictures`. */
export default defineConfig({
  ...base,
  testDir: '.',
  globalSetup: '../support/server.ts',
  outputDir: '../../../artifacts/web-pictures',
  fullyParallel: false,
  workers: 1,
  reporter: 'line',
});
