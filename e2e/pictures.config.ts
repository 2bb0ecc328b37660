import base, { CHROMIUM, PICTURES } from '../playwright.config.ts'

/** `npm run pictures`: takes the pictures of the user guide anew, and tests nothing. */
export default {
  ...base,
  testDir: '.',
  projects: [{ name: 'pictures', testMatch: PICTURES, use: CHROMIUM }],
  outputDir: '../test-results/pictures',
  globalSetup: './support/start-demo.ts',
}
