import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from './support/demo.ts'
import { signIn } from './support/sign-in.ts'

const PICTURES_DIR = join(import.meta.dirname, '../docs/pictures')
const SIZE = { width: 1200, height: 750 }
/** They are loaded with the guide, and kept in the repository for good. */
const LARGEST_BYTES = 160 * 1024
const RUN_TIMEOUT_MS = 90_000

const CSV = `ExternalUserId,O365UserMailbox
8613800138002,wang.lei@contoso.example
+86 138 0013 8004,zhao.min@contoso.example
8.6138E+12,li.na@contoso.example
`

// Not a test of the product: `npm run pictures` takes the pictures of docs/user-guide.md anew.
test.use({ viewport: SIZE, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } })

test('the pictures of the user guide', async ({ page, browser, demo }) => {
  test.setTimeout(6 * 60_000)
  await page.goto('/')
  await take(page, 'sign-in')
  await signIn(page, 'Megan Bowen')
  await expectHeading(page, 'Data connectors')
  await take(page, 'data-connectors')
  await page.goto('/data-connectors/wechat-archiver')
  await expect(page.getByText(/^Checked \d\d:\d\d:\d\d/)).toBeVisible()
  await take(page, 'product-page')
  await page.getByRole('button', { name: 'Add connector' }).click()
  await expectHeading(page, 'Terms of service')
  await take(page, 'terms')
  await page.getByRole('button', { name: 'Accept' }).click()
  await expectHeading(page, 'Login to TeleMessage')
  await page.getByRole('textbox', { name: 'Username' }).fill(demo.teleMessage.username)
  await page.getByRole('textbox', { name: 'Password' }).fill(demo.teleMessage.password)
  await take(page, 'login')
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('button', { name: 'Trust and continue' })).toBeVisible()
  await take(page, 'host-key')
  await page.getByRole('button', { name: 'Trust and continue' }).click()
  const goOn = page.getByRole('button', { name: 'Continue', exact: true })
  await expect(goOn).toBeVisible()
  await take(page, 'login-checks')
  await goOn.click()

  await expectHeading(page, 'User mapping')
  await take(page, 'mapping')
  const file = { name: 'numbers.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) }
  await page.getByLabel('Choose a CSV file').setInputFiles(file)
  await expect(page.getByText('2 valid')).toBeVisible()
  await take(page, 'mapping-file')
  await page.getByRole('button', { name: 'Confirm mapping and continue' }).click()
  await page.getByRole('button', { name: /^Leave out/ }).click()
  await expectHeading(page, 'Review')
  await take(page, 'review')
  await page.getByRole('button', { name: 'Finish' }).click()
  await expectHeading(page, 'Your connector is ready')
  await take(page, 'finish')

  await page.goto('/data-connectors/connectors')
  const row = page.getByRole('row').filter({ hasText: 'WeChat Archiver' })
  await expect(row.getByText(/^Completed/)).toBeVisible({ timeout: RUN_TIMEOUT_MS })
  await take(page, 'connectors-tab')
  await page.getByRole('link', { name: 'WeChat Archiver', exact: true }).last().click()
  await expectHeading(page, 'WeChat Archiver')
  const connector = page.url()
  await take(page, 'connector-overview')
  await page.goto(`${connector}/settings`)
  await take(page, 'connector-settings')
  await page.goto(`${connector}/runs`)
  await page.getByRole('main').locator('a[href*="/runs/"]').first().click()
  await expectHeading(page, /^Run of/)
  await take(page, 'run-report')
  await page.goto(`${page.url()}/items`)
  await page.getByRole('table').getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
  await take(page, 'item')
  await page.goto(`${connector}/quarantine`)
  await expect(page.getByRole('table')).toBeVisible()
  await take(page, 'quarantine')
  await page.goto(`${connector}/people`)
  await expect(page.getByRole('table')).toBeVisible()
  await take(page, 'people')
  await page.goto(`${connector}/audit`)
  await expect(page.getByRole('table')).toBeVisible()
  await take(page, 'audit')

  const reader = await browser.newPage({ baseURL: demo.app, viewport: SIZE, reducedMotion: 'reduce' })
  await signIn(reader, 'Alex Wilber')
  await reader.goto('/data-connectors/connectors')
  await expect(reader.getByRole('heading', { level: 1 })).toBeVisible()
  await take(reader, 'reader')
  await reader.close()
})

async function expectHeading(page: Page, name: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function take(page: Page, name: string): Promise<void> {
  // A picture without the mouse on something, and with everything loaded.
  await page.mouse.move(0, 0)
  await page.waitForLoadState('load')
  // Not until the network is idle: pages that move by themselves keep a connection open.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
  const path = join(PICTURES_DIR, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  expect.soft(statSync(path).size, `size of ${name}.png`).toBeLessThanOrEqual(LARGEST_BYTES)
}
