import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const WCAG_A_AND_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Those of them that look at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Passes the focus on to what is beside it, and never keeps it; Microsoft's own scanner leaves it out (microsoft/tabster#288). */
const FLUENT_FOCUS_GUARD = '[data-tabster-dummy]'

/** Scans the page as it stands for what WCAG 2.2 A and AA forbid and a program can see. Goes on after a finding. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await expectNoViolation(new AxeBuilder({ page }).withTags(WCAG_A_AND_AA), state)
}

/** Only what another theme can change: the same elements in other colours. A quarter of the time of a whole scan. */
export async function expectAccessibleColours(page: Page, state: string): Promise<void> {
  await expectNoViolation(new AxeBuilder({ page }).withRules(COLOUR_RULES), state)
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
