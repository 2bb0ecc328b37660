import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { queryDatabase } from './support/query-database.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'
import { addConnector } from './support/walk-wizard.ts'

const NAME = 'Archiver whose items are looked for'
const RUN_TIMEOUT_MS = 90_000
/** Zhang Wei, as somebody reads the number from a paper. */
const NUMBER = '+86 139 1111 2202'
const REASON = 'Case 4711, asked for by Legal'

startOwnDemo()

test('any item of a run is found, and its story told; the original only with a reason', async ({
  page,
  browser,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  const connectorId = await addConnector(page, demo.teleMessage, NAME)
  await page.goto(`/data-connectors/connectors/${connectorId}`)
  await expect(page.getByText('Completed with problems').first()).toBeVisible({ timeout: RUN_TIMEOUT_MS })
  const rows = page.getByRole('table').getByRole('row')

  await test.step('the run’s page leads to all of its items', async () => {
    await page.getByRole('link', { name: 'Open report' }).click()
    await page.getByRole('link', { name: /^Find any item of this run/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Items' })).toBeVisible()
    await expect.poll(() => rows.count()).toBeGreaterThan(40)
    await expectAccessible(page, 'items of a run')
  })

  await test.step('a number is found as people write it, and an outcome beside it', async () => {
    await page.getByRole('searchbox', { name: /^Person, number/ }).fill(NUMBER)
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('quarantined')
    await page.getByRole('button', { name: 'Find' }).click()
    await expect(page).toHaveURL(/outcome=quarantined/)
    await expect(rows.nth(1)).toContainText('In quarantine')
    expect(await rows.count()).toBeLessThan(10)
    await expect(page.getByRole('searchbox', { name: /^Person, number/ })).toHaveValue(NUMBER)
  })

  await test.step('the story is opened and walked through by keyboard', async () => {
    await page.getByRole('table').getByRole('link').first().focus()
    await page.keyboard.press('Enter')
    await expect(page.getByText('Waits in quarantine, in no mailbox.')).toBeVisible()
    await expect(page.getByText(/^Not mapped:/).first()).toBeVisible()
    await expect(page.getByText(/^Message \d+ of \d+; the manifest matches/)).toBeVisible()
    await expectAccessible(page, 'story of an item')
    await page.getByRole('link', { name: 'Items', exact: true }).click()
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('imported')
    await page.getByRole('searchbox', { name: /^Person, number/ }).fill('wechat')
    await page.getByRole('button', { name: 'Find' }).click()
    await expect(page).toHaveURL(/outcome=imported/)
    await page.getByRole('table').getByRole('link').first().click()
    const heading = page.getByRole('heading', { level: 1 })
    await expect(page.getByText(/^Goes to .*imported/)).toBeVisible()
    const address = page.url()
    await page.getByRole('link', { name: 'Next item' }).focus()
    await page.keyboard.press('Enter')
    await expect(page).not.toHaveURL(address)
    await expect(heading).toBeVisible()
    await page.getByRole('link', { name: 'Previous item' }).click()
    await expect(page).toHaveURL(address)
  })

  await test.step('the original is given with a reason only, which the audit log keeps', async () => {
    await page.getByRole('button', { name: 'Original .eml' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Download' }).click()
    await expect(dialog.getByText('Say in a few words why you need it.')).toBeVisible()
    await expectAccessible(page, 'question for the original')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill(REASON)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^[\w.-]+\.eml$/)
    expect(await readFile(await download.path(), 'utf8')).toMatch(
      /^(from|to|date|subject|message-id|mime-version|x-|received)/im,
    )
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Original .eml' })).toBeFocused()
    const audited = await queryDatabase(
      `select outcome, detail->>'reason' as reason from audit_event where action = 'item.download-original' and outcome = 'done'`,
    )
    expect(audited).toEqual([{ outcome: 'done', reason: REASON }])
  })

  await test.step('the evidence is a file without what people wrote; a reader gets it, and no original', async () => {
    const reader = await browser.newPage({ baseURL: demo.app })
    await signIn(reader, 'Alex Wilber')
    await reader.goto(page.url())
    await expect(reader.getByRole('link', { name: 'Proof (JSON)' })).toBeVisible()
    await expect(reader.getByRole('button', { name: 'Original .eml' })).toHaveCount(0)
    const [download] = await Promise.all([
      reader.waitForEvent('download'),
      reader.getByRole('link', { name: 'Proof (JSON)' }).click(),
    ])
    const proof = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(proof).toMatchObject({
      connectorId,
      writtenFor: 'Alex Wilber',
      deliveries: [{ state: 'imported' }],
    })
    const refused = await reader.request.post(`${new URL(page.url()).pathname}/original`, {
      headers: { origin: demo.app, 'sec-fetch-site': 'same-origin' },
      data: { connectorId, runId: page.url().split('/').at(-3), itemId: proof.itemId, reason: REASON },
    })
    expect(refused.status()).toBe(403)
    await reader.close()
  })
})
