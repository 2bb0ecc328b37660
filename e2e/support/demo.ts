import { readFileSync } from 'node:fs'
import { test as base } from '@playwright/test'
import type { DemoFacts } from '../../scripts/demo/facts.ts'

/** Names the facts file of the demo that the tests run against. */
export const FACTS_VARIABLE = 'E2E_DEMO_FACTS'

/** The running demo: addresses, people, logins. */
export function readDemo(): DemoFacts {
  const path = process.env[FACTS_VARIABLE]
  if (!path)
    throw new Error(`${FACTS_VARIABLE} is not set: the demo is started by e2e/support/start-demo.ts.`)
  return JSON.parse(readFileSync(path, 'utf8')) as DemoFacts
}

/** Playwright's `test` with the demo's facts, and paths relative to its web app. */
export const test = base.extend<{ demo: DemoFacts }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern.
  demo: async ({}, use) => use(readDemo()),
  baseURL: async ({ demo }, use) => use(demo.app),
})
