import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const WCAG_A_AND_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Those of them that look at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Passes the focus on to what is beside it, and never keeps it; Microsoft's own scanner leaves it out (microsoft/tabster#288). */
const FLUENT_FOCUS_GUARD = '[data-tabster-dummy]'

/** Scans the page as it stands for what WCAG 2.2 A and AA forbid and a program can see. Goes on after a finding. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await waitForTransitions(page)
  await expectNoViolation(new AxeBuilder({ page }).withTags(WCAG_A_AND_AA), state)
}

/** Only what another theme can change: the same elements in other colours. A quarter of the time of a whole scan. */
export async function expectAccessibleColours(page: Page, state: string): Promise<void> {
  await waitForTransitions(page)
  await expectNoViolation(new AxeBuilder({ page }).withRules(COLOUR_RULES), state)
}

const TRANSITIONS_TIMEOUT_MS = 2_000

/**
 * A colour on its way from one to the other is neither: Fluent fades a button in 100 ms when it becomes usable, and a scan in
 * between finds a contrast that nobody sees. What turns for ever is not waited for.
 */
async function waitForTransitions(page: Page): Promise<void> {
  await page.evaluate(async (timeoutMs) => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
    const ended = Promise.allSettled(ending.map((animation) => animation.finished))
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, timeoutMs))])
  }, TRANSITIONS_TIMEOUT_MS)
}

async function expectNoViolation(scan: AxeBuilder, state: string): Promise<void> {
  const { violations } = await scan.exclude(FLUENT_FOCUS_GUARD).analyze()
  if (violations.length === 0) return
  await test.info().attach(`axe: ${state}`, {
    body: JSON.stringify(violations, null, 2),
    contentType: 'application/json',
  })
  const found = violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)
  expect.soft(found, `accessibility of ${state}`).toEqual([])
}
