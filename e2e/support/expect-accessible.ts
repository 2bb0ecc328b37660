import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const WCAG_A_AND_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Those of them that look at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Passes the focus on to what is beside it, and never keeps it; Microsoft's own scanner leaves it out (microsoft/tabster#288). */
const FLUENT_FOCUS_GUARD = '[data-tabster-dummy]'

/** Scans the page as it stands for what WCAG 2.2 A and AA forbid and a program can see. Goes on after a finding. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await expectNoViolation(page, (scan) => scan.withTags(WCAG_A_AND_AA), state)
}

/** The same for what is open over a page. It may half cover a target below, and axe finds what is left of that too small. */
export async function expectMenuAccessible(page: Page, state: string): Promise<void> {
  await expectNoViolation(page, (scan) => scan.include('[role="menu"]').withTags(WCAG_A_AND_AA), state)
}

/** The same of a page that stays busy: its skeleton is what is looked at. */
export async function expectAccessibleWhileBusy(page: Page, state: string): Promise<void> {
  await expectNoViolation(page, (scan) => scan.withTags(WCAG_A_AND_AA), state, { isBusy: true })
}

/** Only what another theme can change: the same elements in other colours. A quarter of the time of a whole scan. */
export async function expectAccessibleColours(page: Page, state: string): Promise<void> {
  await expectNoViolation(page, (scan) => scan.withRules(COLOUR_RULES), state)
}

/**
 * A scan reads a page over seconds. What asks the server meanwhile (a button that is busy while the checks run) is usable
 * when the scan chooses its elements and greyed when it measures their colours: seen in CI. So a finding counts
 * when it is there again once nothing moves.
 */
async function expectNoViolation(
  page: Page,
  choose: (scan: AxeBuilder) => AxeBuilder,
  state: string,
  { isBusy = false } = {},
): Promise<void> {
  const scan = async () => {
    if (!isBusy) await waitUntilStill(page)
    return (await choose(new AxeBuilder({ page })).exclude(FLUENT_FOCUS_GUARD).analyze()).violations
  }
  if ((await scan()).length === 0) return
  const violations = await scan()
  if (violations.length === 0) return
  await test.info().attach(`axe: ${state}`, {
    body: JSON.stringify(violations, null, 2),
    contentType: 'application/json',
  })
  const found = violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)
  expect.soft(found, `accessibility of ${state}`).toEqual([])
}

const STILL_TIMEOUT_MS = 15_000

/**
 * Until nothing waits for the server and no colour is on its way to another: Fluent fades a button in 100 ms when it becomes
 * usable, and a scan in between finds a contrast that nobody sees. What turns for ever is not waited for.
 */
async function waitUntilStill(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const isMoving = ({ playState, effect }: Animation) =>
        playState === 'running' && effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY
      const isBusy = document.querySelector('[aria-busy="true"]') !== null
      return !isBusy && !document.getAnimations().some(isMoving)
    },
    undefined,
    { timeout: STILL_TIMEOUT_MS },
  )
}
