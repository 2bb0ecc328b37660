import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

// A demo of its own, with a connector that nobody else pauses.
startOwnDemo('--connected')

test('the Audit tab tells what was done to a connector, and the file has the same', async ({
  page,
  browser,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  const rows = page.getByRole('table').getByRole('row')

  await test.step('what an administrator does stands there, newest first', async () => {
    await page.goto('/data-connectors/connectors')
    await page.getByRole('row').getByRole('link', { name: 'WeChat Archiver', exact: true }).click()
    await page.getByRole('button', { name: 'Pause WeChat Archiver' }).click()
    await expect(page.getByRole('button', { name: 'Resume WeChat Archiver' })).toBeVisible()
    await page
      .getByRole('navigation', { name: 'Pages of the connector' })
      .getByRole('link', { name: 'Audit' })
      .click()
    await expect(rows.nth(1)).toContainText('Paused the connector')
    await expect(rows.nth(1)).toContainText('Megan Bowen')
    await expect(rows.nth(1)).toContainText('Done')
    await expectAccessible(page, 'audit tab')
  })

  await test.step('filters are in the address and leave what fits them', async () => {
    await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'Paused the connector' })
    await page.getByRole('button', { name: 'Find' }).click()
    await expect(page).toHaveURL(/action=connector\.pause/)
    await expect(rows).toHaveCount(2)
    await page.getByRole('searchbox', { name: 'Who' }).fill('nobody of that name')
    await page.getByRole('button', { name: 'Find' }).click()
    await expect(page.getByText('No entry matches these filters.')).toBeVisible()
  })

  await test.step('the file has what the filters find, and that it was taken is an entry too', async () => {
    await page.goto(`${page.url().split('?')[0]}?action=connector.pause`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export JSON Lines' }).click(),
    ])
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { action: 'connector.pause', outcome: 'done', actorName: 'Megan Bowen' },
    ])
    await page.goto('/audit')
    await expect(rows.nth(1)).toContainText('Exported the audit log')
    await expectAccessible(page, 'audit of all connectors')
  })

  await test.step('a reader sees all of it, finds by keyboard, and may take it away', async () => {
    const reader = await browser.newPage({ baseURL: demo.app })
    await signIn(reader, 'Alex Wilber')
    await reader.goto('/audit')
    await reader.getByRole('searchbox', { name: 'Who' }).focus()
    await reader.keyboard.type('megan')
    await reader.keyboard.press('Enter')
    await expect(reader).toHaveURL(/person=megan/)
    await expect(reader.getByRole('table').getByRole('row').nth(1)).toContainText('Megan Bowen')
    await expect(reader.getByRole('searchbox', { name: 'Who' })).toHaveValue('megan')
    const [download] = await Promise.all([
      reader.waitForEvent('download'),
      reader.getByRole('link', { name: 'Export CSV' }).click(),
    ])
    expect(await readFile(await download.path(), 'utf8')).toContain('connector.pause')
    await reader.close()
  })
})
