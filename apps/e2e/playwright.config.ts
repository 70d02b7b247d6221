import { defineConfig } from '@playwright/test';
import { findChromium } from './src/instance/chromium.js';

const { executablePath, args, env } = findChromium();

/** Journeys by clicking, in the Chromium that also prints the papers, against an instance of their own. */
export default defineConfig({
  testDir: './src/journeys',
  outputDir: './test-results',
  globalSetup: './src/journeys/start-journeys.ts',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 15_000,
    launchOptions: {
      executablePath,
      args: [...args],
      env: { ...process.env, ...env } as Record<string, string>,
    },
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
