import { expect, type Page } from '@playwright/test'
import { test } from './support/demo.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

const NAME = 'WeChat Archiver'
const RUN_TIMEOUT_MS = 90_000

startOwnDemo('--connected')
test.describe.configure({ mode: 'serial' })

const row = (page: Page) =>
  page.getByRole('grid', { name: 'Connectors and their last runs' }).locator('[data-row-id]').first()
const live = (page: Page) => page.getByText(/^Live, updated/)

async function open(page: Page): Promise<void> {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  await expect(row(page).getByText(/^Completed/)).toBeVisible({ timeout: RUN_TIMEOUT_MS })
}

test('what is begun in one browser is seen in another, which loads nothing anew', async ({
  page,
  browser,
}) => {
  test.slow()
  await open(page)
  const other = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const second = await other.newPage()
  await open(second)
  await second.evaluate(() => {
    document.body.dataset.loadedOnce = 'yes'
  })
  await page.getByRole('checkbox', { name: `Choose ${NAME}` }).check()
  await page.getByRole('toolbar', { name: 'Commands' }).getByRole('button', { name: 'Pause' }).click()
  await expect(row(second).getByText('Paused').first()).toBeVisible()
  await page.getByRole('toolbar', { name: 'Commands' }).getByRole('button', { name: 'Resume' }).click()
  await expect(row(second).getByText(/^Completed/)).toBeVisible()
  expect(await second.evaluate(() => document.body.dataset.loadedOnce)).toBe('yes')
  await other.close()
})

test('a lost connection is said with the time, and made good without a hand', async ({ page, context }) => {
  await open(page)
  await expect(live(page)).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText(/^Not live, trying again\. Last updated \d\d:\d\d:\d\d/)).toBeVisible()
  await expect(row(page).getByText(/^Completed/)).toBeVisible()
  await context.setOffline(false)
  await expect(live(page)).toBeVisible()
})

test('a server that answers with nothing is asked again until it does', async ({ page }) => {
  await signIn(page, 'Megan Bowen')
  let askedCount = 0
  await page.route('**/api/connectors/live', async (route) => {
    askedCount += 1
    if (askedCount < 3) await route.abort('connectionrefused')
    else await route.continue()
  })
  await page.goto('/data-connectors/connectors')
  await expect(page.getByText(/^Not live, trying again/)).toBeVisible()
  await expect(live(page)).toBeVisible()
  expect(askedCount).toBeGreaterThanOrEqual(3)
})

test('the numbers come with the stream, and stop when nobody may see them', async ({ page }) => {
  await open(page)
  const answer = await page.evaluate(async () => {
    const response = await fetch('/api/connectors/live', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    const reader = response.body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    await reader?.cancel()
    return JSON.parse(new TextDecoder().decode(value)) as {
      step: { isWhole: boolean; connectors: unknown[] }
    }
  })
  expect(answer.step).toMatchObject({ isWhole: true, connectors: [{ status: {}, run: { counts: {} } }] })
  await page.context().clearCookies()
  const refused = await page.evaluate(async () => {
    const response = await fetch('/api/connectors/live', { method: 'POST', body: '{}' })
    return response.text()
  })
  expect(refused).toContain('session-expired')
})
