import base, { PICTURES } from '../playwright.config.ts'

/** `npm run pictures`: takes the pictures of the user guide anew, and tests nothing. */
export default {
  ...base,
  testDir: '.',
  testMatch: PICTURES,
  testIgnore: [],
  outputDir: '../test-results/pictures',
  globalSetup: './support/start-demo.ts',
}
