import { expect, type Locator, type Page } from '@playwright/test'
import { listenToConsole } from './support/console-errors.ts'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

const NAME = 'WeChat Archiver'
const RUN_TIMEOUT_MS = 90_000

startOwnDemo('--connected')
test.describe.configure({ mode: 'serial' })

async function open(page: Page): Promise<void> {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  const row = page.locator('[data-row-id]').first()
  await expect(row.getByText(/^Completed/)).toBeVisible({ timeout: RUN_TIMEOUT_MS })
  await row.getByRole('link', { name: NAME, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible()
}

test('the messages of the last days are bars, and the same numbers a table', async ({ page }) => {
  test.slow()
  const console = listenToConsole(page)
  await open(page)
  const card = page.getByRole('region', { name: 'Messages per day', exact: true })
  await toTop(card)
  await expect(card.getByText('Group chats')).toBeVisible()
  await expect(card.locator('svg[role=region] rect').first()).toBeVisible()
  await expectAccessible(page, 'connector overview with charts')
  await card.getByRole('button', { name: 'Messages per day as a table' }).click()
  const table = card.getByRole('table')
  await expect(table.getByRole('row')).toHaveCount(31)
  const totals = await table.getByRole('row').locator('td:last-child').allInnerTexts()
  const sum = totals.reduce((all, text) => all + Number(text.replaceAll(',', '')), 0)
  expect(sum).toBeGreaterThan(0)
  await expectAccessible(page, 'connector overview with a table')
  console.expectSilence('connector overview')
})

test('what the run delivered is in the chart of deliveries', async ({ page }) => {
  await open(page)
  const card = page.getByRole('region', { name: 'Deliveries per day', exact: true })
  await card.getByRole('button', { name: 'Deliveries per day as a table' }).click()
  const imported = await card.getByRole('row').nth(1).locator('td').first().innerText()
  const lastRun = page.getByText('Imported', { exact: true }).first()
  await expect(lastRun).toBeVisible()
  expect(Number(imported.replaceAll(',', ''))).toBeGreaterThan(0)
})

test('the calendar is one stop of Tab, goes by the arrow keys, and opens the run of a day', async ({
  page,
}) => {
  await open(page)
  const calendar = page.getByRole('grid', { name: 'What each day came to' })
  const days = calendar.locator('[data-date]')
  await expect(days).toHaveCount(90)
  await expect(calendar.locator('[data-date][tabindex="0"]')).toHaveCount(1)
  const today = days.last()
  const last = calendar.locator('[data-date][tabindex="0"]')
  await last.focus()
  const date = await last.getAttribute('data-date')
  await expect(last).toHaveAccessibleName(/^\d+ \w+: |^\w+ \d+: /)
  await page.keyboard.press('ArrowLeft')
  await expect(calendar.locator(':focus')).not.toHaveAttribute('data-date', date ?? '')
  await page.keyboard.press('ArrowRight')
  await expect(calendar.locator(':focus')).toHaveAttribute('data-date', date ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /^Run of/ })).toBeVisible()
  await expect(today).toHaveCount(0)
})

test('at 390 px the charts and the calendar stay inside of the page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page)
  await expect(page.getByRole('grid', { name: 'What each day came to' })).toBeVisible()
  for (const name of ['Messages per day', 'Deliveries per day']) {
    const card = page.getByRole('region', { name, exact: true })
    await toTop(card)
    await expect(card.locator('svg[role=region]')).toBeVisible()
  }
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0)
})

test('a chart that was drawn wide is drawn anew in a narrow window', async ({ page }) => {
  await open(page)
  const card = page.getByRole('region', { name: 'Messages per day', exact: true })
  const chart = card.locator('svg[role=region]')
  await toTop(card)
  await expect(chart).toBeVisible()
  const wide = await chart.evaluate(drawnWidth)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(() => chart.evaluate(drawnWidth)).toBeLessThan(Math.min(390, wide))
})

/** A chart is drawn when it comes into view; its heading may be there before. */
function toTop(card: Locator): Promise<void> {
  return card.evaluate((element) => element.scrollIntoView())
}

/** From the first mark of a chart to its last, whatever its frame shows of them. */
function drawnWidth(chart: Element): number {
  const marks = [...chart.querySelectorAll('g')].map((mark) => mark.getBoundingClientRect())
  return Math.max(...marks.map(({ right }) => right)) - Math.min(...marks.map(({ left }) => left))
}
