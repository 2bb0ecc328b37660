import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { expectReadable } from './support/expect-readable.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'
import { walkToMapping } from './support/walk-wizard.ts'

// A demo of its own: who is not mapped depends on nothing that other specs do.
startOwnDemo()

test('whoever is not mapped is given a row beside their name, in the wizard, with a file and without', async ({
  page,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  await walkToMapping(page, demo.teleMessage)
  const effect = page.getByRole('region', { name: 'Effect on recent messages' })
  const adders = effect.getByRole('button', { name: /^Add a row for/ })

  await test.step('the first row of a draft makes its first version, and the next person has the focus', async () => {
    await expect(adders.first()).toBeVisible({ timeout: 60_000 })
    const [first, second] = await namesOf(page)
    await adders.first().click()
    const editor = effect.getByRole('group', { name: /^Row for/ })
    await expect(editor.getByRole('textbox', { name: 'Mobile number or id' })).toHaveValue(idIn(first))
    await expect(editor.getByRole('textbox', { name: 'Mailbox' })).toBeFocused()
    await page.keyboard.type('nobody.here@contoso.example')
    await expect(editor.getByText(/^No such mailbox in Microsoft 365\./)).toBeVisible()
    await expect(editor.getByRole('button', { name: 'Save anyway' })).toBeVisible()
    await expectAccessible(page, 'a row beside a person')
    await editor.getByRole('textbox', { name: 'Mailbox' }).fill('adele.vance@contoso.example')
    await expect(editor.getByText('Found: Adele Vance')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: second ?? '', exact: true })).toBeFocused()
    await expect(page.getByRole('button', { name: first ?? '', exact: true })).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Rows in force: 1' })).toBeVisible()
    await expect(page.getByRole('gridcell', { name: 'Adele Vance' })).toBeVisible()
    await expectReadable(page, 'user mapping with a row')
  })

  await test.step('a row is changed and removed on the step', async () => {
    await page.getByRole('button', { name: /^Edit \d/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit row' })
    await dialog.getByRole('textbox', { name: 'Mailbox' }).fill('alex.wilber@contoso.example')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('gridcell', { name: 'Alex Wilber' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'User mapping' })).toBeVisible()
  })

  await test.step('a row that is added beside a file stays where the file replaces all others', async () => {
    const files = {
      name: 'numbers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('number,mailbox\n8613800138901,wang.lei@contoso.example\n'),
    }
    await page.getByLabel('Choose a CSV file').setInputFiles(files)
    await expect(page.getByText('1 valid')).toBeVisible()
    await expect(adders.first()).toBeVisible({ timeout: 30_000 })
    await adders.first().click()
    await page.keyboard.type('adele.vance@contoso.example')
    await page.keyboard.press('Enter')
    await expect(effect.getByRole('group', { name: /^Row for/ })).toHaveCount(0)
    await page.getByRole('button', { name: 'Confirm mapping and continue' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible()
    await expect(page.getByText(/numbers\.csv, version 4, 2 rows/)).toBeVisible()
  })
})

test('a file that was never confirmed is found again, and a reload of its review comes back to it', async ({
  page,
  demo,
}) => {
  await signIn(page, 'Megan Bowen')
  await walkToMapping(page, demo.teleMessage)
  const step = new URL(page.url()).pathname
  await page.getByLabel('Choose a CSV file').setInputFiles({
    name: 'unconfirmed.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('number,mailbox\n8613800138901,wang.lei@contoso.example\n'),
  })
  await expect(page.getByText('1 valid')).toBeVisible()

  await test.step('a reload in the middle of the review shows the review', async () => {
    await page.reload()
    await expect(page.getByRole('heading', { name: 'unconfirmed.csv' })).toBeVisible()
    await expect(page.getByText('1 valid')).toBeVisible()
  })

  await test.step('whoever comes back later is offered to go on', async () => {
    await page.goto(step)
    await expect(page.getByText(/^unconfirmed\.csv, uploaded .* was not confirmed: 1 row\./)).toBeVisible()
    await expectReadable(page, 'an upload that waits')
    await page.getByRole('button', { name: 'Continue with unconfirmed.csv' }).click()
    await expect(page.getByRole('heading', { name: 'unconfirmed.csv' })).toBeVisible()
  })

  await test.step('discarded, it is gone, for a reload too', async () => {
    await page.goto(step)
    await page.getByRole('button', { name: 'Discard', exact: true }).click()
    await expect(page.getByText(/^unconfirmed\.csv, uploaded/)).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible()
    await expect(page.getByText(/^unconfirmed\.csv, uploaded/)).toHaveCount(0)
  })
})

test('what the directory says of a file is counted, filtered, told before it is confirmed, and taken away', async ({
  page,
  demo,
}) => {
  await signIn(page, 'Megan Bowen')
  await walkToMapping(page, demo.teleMessage)
  const rows = [
    '8613800138901,wang.lei@contoso.example',
    '8613800138902,compliance.team@contoso.example',
    '8613800138903,nobody.here@contoso.example',
    '8613800138904,not an address',
  ]
  await page.getByLabel('Choose a CSV file').setInputFiles({
    name: 'directory.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['number,mailbox', ...rows, ''].join('\n')),
  })
  await expect(page.getByText('1 found, 2 to look at', { exact: true })).toBeVisible({ timeout: 30_000 })
  await page.getByRole('tab', { name: 'Directory 2' }).click()
  const grid = page.getByRole('grid', { name: 'Rows of the file, by line' })
  await expect(grid).toHaveAttribute('aria-rowcount', '3')
  await page
    .getByRole('combobox', { name: 'Only one kind of problem' })
    .selectOption({ label: 'A group, not a person (1)' })
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  await expect(grid.getByText('A group, not a person')).toBeVisible()
  await expectReadable(page, 'a file with what the directory says')

  const downloaded = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the 3 rows' }).click()
  const file = await readFile(await (await downloaded).path(), 'utf8')
  expect(file).toContain('8613800138902,compliance.team@contoso.example,3,"A group, not a person"')

  await page.getByRole('button', { name: 'Confirm mapping and continue' }).click()
  const question = page.getByRole('dialog', {
    name: '1 row will be left out, 2 mailboxes were not found',
  })
  await expect(question.getByText('No such mailbox in Microsoft 365: 1')).toBeVisible()
  await expectAccessible(page, 'the question before a file is confirmed')
  await question.getByRole('button', { name: 'Leave out, save 3 rows' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible()
})

async function namesOf(page: Page): Promise<string[]> {
  const buttons = page.getByRole('button', { name: /^Add a row for/ })
  return buttons.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''))
}

function idIn(name: string | undefined): string {
  return (name ?? '').replace('Add a row for ', '')
}
