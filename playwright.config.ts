import { defineConfig, devices } from '@playwright/test'
import { findBrowser } from './scripts/test/find-browser.ts'

const executablePath = findBrowser(process.env)

/** Run by e2e/pictures.config.ts, on demand. */
export const PICTURES = 'user-guide-pictures.spec.ts'

const EVERY_PAGE = 'every-page.spec.ts'

export const CHROMIUM = {
  ...devices['Desktop Chrome'],
  launchOptions: {
    ...(executablePath ? { executablePath } : {}),
    args: [
      // Containers run as root, where Chromium's own sandbox does not start.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/browser',
  globalSetup: './e2e/support/start-demo.ts',
  // One demo serves all specs; more workers than this slow each other down on two cores.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    // A missing button is known long before the test's own time is over.
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    // With retries at 0 the first attempt is the only one to look at.
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
  },
  projects: [
    // The longest comes first: the other worker does the rest meanwhile.
    {
      name: 'every page',
      testMatch: EVERY_PAGE,
      // A trace photographs the page at every one of some hundred steps.
      use: { ...CHROMIUM, trace: 'off', screenshot: 'off' },
    },
    { name: 'stories', testIgnore: [PICTURES, EVERY_PAGE], use: CHROMIUM },
  ],
})
