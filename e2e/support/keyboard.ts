import { expect, type Locator, type Page } from '@playwright/test'

/** More than any page here has to stop at. */
const MOST_STOPS = 80
/** Focus rings lie outside of their element. */
const RING_PX = 4

/** Goes to a control by Tab (or Shift+Tab), and sees that its focus shows and is not covered. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor()
  // What begins with the focus is left first: its picture without is needed.
  if (await hasFocus(target)) await page.keyboard.press(key === 'Tab' ? 'Shift+Tab' : 'Tab')
  const without = await photograph(page, target)
  for (let stops = 0; stops < MOST_STOPS && !(await hasFocus(target)); stops++) await page.keyboard.press(key)
  await expect(target, 'reached by keyboard').toBeFocused()
  expect.soft((await photograph(page, target)).equals(without), `focus shows on ${target}`).toBe(false)
  expect.soft(await isUncovered(target), `nothing covers ${target}`).toBe(true)
}

/** By Tab and Enter. */
export async function activate(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Focus is in the dialog, and neither Tab nor Shift+Tab leads out of it. */
export async function expectFocusTrapped(page: Page, dialog: Locator): Promise<void> {
  const isInside = () => dialog.evaluate((element) => element.contains(document.activeElement))
  await expect.poll(isInside, 'focus goes into the dialog').toBe(true)
  const stops = 2 + (await dialog.locator('button, input, select, textarea, a[href], [tabindex]').count())
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let stop = 0; stop < stops; stop++) {
      await page.keyboard.press(key)
      expect(await isInside(), `${key} stays in the dialog`).toBe(true)
    }
  }
}

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement)

/** WCAG 2.4.11: what has the focus is not hidden by a bar that stays where it is. */
const isUncovered = (target: Locator) =>
  target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const topmost = document.elementFromPoint(left + width / 2, top + height / 2)
    return topmost !== null && (element.contains(topmost) || topmost.contains(element))
  })

async function photograph(page: Page, target: Locator): Promise<Buffer> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (!box) throw new Error(`${target} is not on the page.`)
  const clip = {
    x: Math.max(0, box.x - RING_PX),
    y: Math.max(0, box.y - RING_PX),
    width: box.width + 2 * RING_PX,
    height: box.height + 2 * RING_PX,
  }
  return page.screenshot({ clip, animations: 'disabled', caret: 'hide' })
}
