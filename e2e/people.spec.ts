import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { queryDatabase } from './support/query-database.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

// A demo of its own, in which somebody falls silent: nobody does so in the minutes that a test lasts.
startOwnDemo('--connected')

const RUN_TIMEOUT_MS = 90_000

test('a person who has fallen silent is found on the People tab, and muted with a reason until a day', async ({
  page,
  browser,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  await page.getByRole('row').getByRole('link', { name: 'WeChat Archiver', exact: true }).click()
  await expect(page.getByText('Completed with problems').first()).toBeVisible({ timeout: RUN_TIMEOUT_MS })
  const tab = page
    .getByRole('navigation', { name: 'Pages of the connector' })
    .getByRole('link', { name: 'People' })
  const rows = page.getByRole('table').getByRole('row')

  await test.step('whoever is archived stands there, with the mailbox that their messages went to', async () => {
    await tab.click()
    await expect(rows.nth(1)).toBeVisible()
    await expect(page.getByText('silent for longer')).toHaveCount(0)
    const [known] = await queryDatabase(
      `select count(*)::int as people, count(mailbox_id)::int as mapped from capture_days where owner <> ''`,
    )
    expect(known?.mapped).toBeGreaterThan(0)
    await expect(rows).toHaveCount(1 + Number(known?.people))
    await expectAccessible(page, 'people tab')
  })

  const [silent] = await queryDatabase(
    `update capture_days set last_day = last_day - 9, silent_from = last_day - 2, display_name = 'Wu Ting 吴婷'
     where owner = (select min(owner) from capture_days where owner <> '') returning owner`,
  )
  const row = rows.filter({ hasText: 'Wu Ting 吴婷' })

  await test.step('a silence is told first, and leads to whom it is about', async () => {
    await page.reload()
    await expect(page.getByText('1 person has been silent for longer than is usual for them.')).toBeVisible()
    await expect(rows.nth(1)).toContainText('Wu Ting 吴婷')
    await page.getByRole('link', { name: 'Show who' }).click()
    await expect(page).toHaveURL(/state=silent/)
    await expect(rows).toHaveCount(2)
    await expectAccessible(page, 'people who are silent')
  })

  await test.step('a mute has a reason and an end', async () => {
    await row.getByRole('button', { name: 'Mute the silence of Wu Ting 吴婷' }).click()
    const dialog = page.getByRole('dialog', { name: 'Mute the silence of Wu Ting 吴婷?' })
    await dialog.getByRole('button', { name: 'Mute' }).click()
    await expect(dialog.getByText('Fill this in.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('On parental leave')
    await dialog.getByLabel(/^Until/).fill('2020-01-01')
    await dialog.getByRole('button', { name: 'Mute' }).click()
    await expect(dialog.getByText('Choose a date from today on, within a year.')).toBeVisible()
    await expectAccessible(page, 'mute dialog')
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
    await dialog.getByLabel(/^Until/).fill(day)
    await dialog.getByRole('button', { name: 'Mute' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText('Nobody matches these filters.')).toBeVisible()
    await expect(page.getByText('silent for longer')).toHaveCount(0)
    await page.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Silent, muted' })
    await page.getByRole('button', { name: 'Find' }).click()
    await expect(row.getByText(/^Muted until .* by Megan Bowen: On parental leave$/)).toBeVisible()
    await expectAccessible(page, 'people who are muted')
  })

  await test.step('the list is a file, and a reader sees all of it without a command', async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export CSV' }).click(),
    ])
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain('On parental leave')
    expect(lines[1]).toContain(String(silent?.owner))
    const reader = await browser.newPage({ baseURL: demo.app })
    await signIn(reader, 'Alex Wilber')
    await reader.goto(page.url())
    await expect(reader.getByText('Wu Ting 吴婷')).toBeVisible()
    await expect(reader.getByRole('button', { name: /mute/i })).toHaveCount(0)
    await reader.close()
  })

  await test.step('whoever ends it is told again', async () => {
    await row.getByRole('button', { name: 'End the mute of Wu Ting 吴婷' }).click()
    await expect(page.getByText('1 person has been silent', { exact: false })).toBeVisible()
    await page.goto('/people')
    await expect(page.getByRole('row').filter({ hasText: 'WeChat Archiver' })).toContainText('1')
    await expectAccessible(page, 'people of all connectors')
  })
})
