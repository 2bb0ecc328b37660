import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { expectReadable } from './support/expect-readable.ts'
import { activate, tabTo } from './support/keyboard.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'
import { addConnector, walkToMapping } from './support/walk-wizard.ts'

const NAME = 'Archiver with a mapping'
/** Numbers of nobody: nothing is imported for them. */
const GOOD = ['8613800138901,wang.lei@contoso.example', '8613800138902,adele.vance@contoso.example']
const HEADER = 'ExternalUserId,O365UserMailbox'
const MANY = 100_000

// A demo of its own: what this connector imports, other specs would count.
startOwnDemo()

test('a mapping file is looked at, called off, corrected and uploaded again before it counts', async ({
  page,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  await walkToMapping(page, demo.teleMessage)

  await test.step('which rule wins is a choice, with an example of each', async () => {
    await page.getByRole('combobox', { name: 'Which rule wins' }).selectOption('custom-only-if-listed')
    await expect(page.getByText('Only for people who have no row')).toBeVisible()
    await expectReadable(page, 'user mapping without a file')
  })

  await test.step('an upload that is called off leaves nothing', async () => {
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route(/\/api\/mapping-uploads\?/, async (route) => {
      await held
      // The page has called it off by then, and the browser knows of no request any more.
      await route.abort().catch(() => {})
    })
    await choose(page, 'numbers.csv', csv(GOOD))
    await expect(page.getByRole('progressbar', { name: 'numbers.csv is being sent' })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel the upload' }).click()
    await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible()
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
    letGo()
    await page.unroute(/\/api\/mapping-uploads\?/)
  })

  await test.step('a file that is broken as a whole is one message, with the line', async () => {
    await choose(page, 'broken.csv', csv([...GOOD, '"8613800138903,a@contoso.example']))
    await expect(page.getByRole('main').getByText(/A quotation mark in line 4 is never closed/)).toBeVisible()
    await expect(page.getByRole('grid')).toHaveCount(0)
    await expectAccessible(page, 'a file that cannot be used')
  })

  await test.step('errors are told by line, filtered, searched and can be taken away', async () => {
    const conflict = '8613800138902,nobody@contoso.example'
    await choose(page, 'numbers.csv', csv([...GOOD, conflict, '8.6138E+12,a@contoso.example']))
    await expect(row(page, '5').getByText(/Excel made this scientific notation/)).toBeVisible()
    await expect(row(page, '3').getByText(/Also in line 4/)).toBeVisible()
    await expect(row(page, '4').getByText(/Also in line 3/)).toBeVisible()
    await page.getByRole('tab', { name: 'Errors 3' }).click()
    await expect(row(page, '2')).toHaveCount(0)
    await page.getByRole('combobox', { name: 'Only one kind of problem' }).selectOption('scientific-notation')
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '2')
    await page.getByRole('tab', { name: 'All 4' }).click()
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '5')
    await page.getByRole('searchbox', { name: 'Search numbers and mailboxes' }).fill('wang.lei')
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '2')
    await page.getByRole('searchbox', { name: 'Search numbers and mailboxes' }).fill('')
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '5')
    const downloaded = page.waitForEvent('download')
    await page.getByRole('link', { name: /^Download the \d rows$/ }).click()
    expect((await downloaded).suggestedFilename()).toMatch(/\.csv$/)
    await expectReadable(page, 'a file with errors')
  })

  await test.step('the corrected file is confirmed', async () => {
    await choose(page, 'corrected.csv', csv(GOOD))
    await expect(page.getByText('2 valid')).toBeVisible()
    await page.getByRole('button', { name: 'Confirm mapping and continue' }).click()
    await expect(page.getByText('corrected.csv, version 1, 2 rows')).toBeVisible()
  })
})

test('a file in another encoding, or with headers of its own, is read as the person says', async ({
  page,
  demo,
}) => {
  await signIn(page, 'Megan Bowen')
  await walkToMapping(page, demo.teleMessage)

  await test.step('GB18030 is found; another choice reads it again', async () => {
    const wang = Buffer.from([0xcd, 0xf5])
    const text = [
      Buffer.from(`${HEADER},Name\n8613800138901,wang.lei@contoso.example,`),
      wang,
      Buffer.from('\n'),
    ]
    await choose(page, 'numbers.csv', Buffer.concat(text))
    const encoding = page.getByRole('combobox', { name: 'Encoding' })
    await expect(encoding).toHaveValue('gb18030')
    await expect(encoding.locator('option:checked')).toHaveText('GB18030 (found)')
    await encoding.selectOption('windows-1252')
    await expect(encoding).toHaveValue('windows-1252')
    await expect(page.getByText('1 valid')).toBeVisible()
  })

  await test.step('columns that are not known are asked for, with their first values', async () => {
    await choose(
      page,
      'own.csv',
      Buffer.from('Telefon;Wer;Postfach\n8613800138901;Wang;wang.lei@contoso.example\n'),
    )
    const columns = page.getByRole('group', { name: /Choose them here/ })
    await columns.getByRole('combobox', { name: 'Mobile number or id' }).selectOption('Telefon')
    await expect(columns.getByText('First values: 8613800138901')).toBeVisible()
    await expect(columns.getByRole('combobox', { name: 'Mailbox' })).toHaveValue('2')
    await expectAccessible(page, 'a file whose columns are not known')
    await columns.getByRole('button', { name: 'Use these columns' }).click()
    await expect(page.getByText('1 valid')).toBeVisible()
    await expect(row(page, '2')).toBeVisible()
  })

  await test.step('typed rows go the same way', async () => {
    await page.getByRole('button', { name: 'Do not use this file' }).click()
    await page.getByText('Or type the rows').click()
    await page.getByRole('textbox', { name: 'Rows' }).fill(`${HEADER}\n${GOOD[0]}\n`)
    await page.getByRole('button', { name: 'Check these rows' }).click()
    await expect(page.getByText('1 valid')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'typed rows' })).toBeVisible()
  })
})

test('a grid of 100,000 rows holds a few of them, and is walked by keyboard', async ({ page, demo }) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  await walkToMapping(page, demo.teleMessage)
  const numbers = Array.from(
    { length: MANY },
    (_, at) => `86138${String(at).padStart(8, '0')},p${at}@contoso.example`,
  )
  await choose(page, 'everybody.csv', csv(numbers))
  const grid = page.getByRole('grid', { name: 'Rows of the file, by line' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(MANY + 1), { timeout: 60_000 })

  await tabTo(page, grid)
  expect(await grid.getByRole('row').count()).toBeLessThan(60)
  await page.keyboard.press('End')
  await expect(row(page, String(MANY + 1))).toBeVisible()
  await expectActive(page, grid, String(MANY + 1))
  expect(await grid.getByRole('row').count()).toBeLessThan(60)
  await page.keyboard.press('ArrowUp')
  await expectActive(page, grid, String(MANY))
  await page.keyboard.press('ArrowRight')
  await expectActive(page, grid, `86138${String(MANY - 2).padStart(8, '0')}`)
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Control+Home')
  await expectActive(page, grid, '2')
  await page.keyboard.press('Tab')
  await expect(grid).not.toBeFocused()
  await page.getByRole('searchbox', { name: 'Search numbers and mailboxes' }).fill('p99998@')
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
})

test('the mapping of a connector is edited row by row, replaced, merged and rolled back', async ({
  page,
  browser,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  const connectorId = await addConnector(page, demo.teleMessage, NAME)
  const address = `/data-connectors/connectors/${connectorId}/mapping`
  const history = page.getByRole('table', { name: 'Versions of the custom mapping' })
  const grid = page.getByRole('grid', { name: 'Rows of the custom mapping in force' })

  await test.step('a row is added by keyboard', async () => {
    await page.goto(address)
    await expect(page.getByText('No custom row is in force.')).toBeVisible()
    await activate(page, page.getByRole('button', { name: 'Add a row', exact: true }))
    const dialog = page.getByRole('dialog', { name: 'Add a row' })
    await page.keyboard.type('+86 138 0013 8901')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('Type an e-mail address.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Mailbox' }).fill('wang.lei@contoso.example')
    await dialog.getByLabel('Valid from').fill('2026-06-01')
    await expectAccessible(page, 'row editor')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(grid.getByText('From 1 Jun 2026')).toBeVisible()
    await expect(history.getByRole('row').filter({ hasText: '1 (in force)' })).toContainText(
      'Rows edited here',
    )
  })

  await test.step('a file is merged', async () => {
    await page.getByRole('link', { name: 'Upload a new file' }).click()
    await choose(page, 'more.csv', csv(['8613800138902,adele.vance@contoso.example']))
    await expect(page.getByText('Version 1 is in force. What becomes of its rows?')).toBeVisible()
    await page.getByRole('radio', { name: /^Merge/ }).check()
    await expectReadable(page, 'a file for a connector')
    await page.getByRole('button', { name: 'Save as new version' }).click()
    await expect(page.getByRole('heading', { name: 'Rows in force: 2' })).toBeVisible()
    await expect(history.getByRole('row').filter({ hasText: '2 (in force)' })).toContainText(
      'more.csv, merged',
    )
    await expectReadable(page, "a connector's user mapping")
  })

  await test.step('a row is chosen and removed by keyboard', async () => {
    await tabTo(page, grid)
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Remove 1 row' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove 1 row' }).click()
    await expect(page.getByRole('heading', { name: 'Rows in force: 1' })).toBeVisible()
  })

  await test.step('rolled back, the rows of before are in force as a new version', async () => {
    await page.getByRole('button', { name: 'Roll back to version 2' }).click()
    const dialog = page.getByRole('dialog', { name: 'Roll back to version 2?' })
    await expect(dialog.getByText(/1 row comes back/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Roll back to version 2' }).click()
    await expect(page.getByRole('heading', { name: 'Rows in force: 2' })).toBeVisible()
    await expect(history.getByRole('row').filter({ hasText: '4 (in force)' })).toContainText(
      'Rolled back to version 2',
    )
    const downloaded = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download version 2' }).click()
    expect((await downloaded).suggestedFilename()).toBe('user-mapping-v2.csv')
  })

  await test.step('a reader sees all of it, and changes nothing', async () => {
    // The scan wants a page of a context, not of the browser.
    const context = await browser.newContext({ baseURL: demo.app })
    const reader = await context.newPage()
    await signIn(reader, 'Alex Wilber')
    await reader.goto(address)
    await expect(reader.getByRole('heading', { name: 'Rows in force: 2' })).toBeVisible()
    await expect(reader.getByRole('row').filter({ hasText: 'wang.lei@contoso.example' })).toBeVisible()
    for (const name of [/^Add a row/, /^Edit/, /^Roll back/, /^Select/])
      await expect(reader.getByRole('button', { name })).toHaveCount(0)
    await expectAccessible(reader, "a reader's view of the mapping")
    await context.close()
  })
})

const csv = (rows: string[]) => Buffer.from([HEADER, ...rows, ''].join('\n'))

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const files = { name, mimeType: 'text/csv', buffer }
  await page.getByLabel('Choose a CSV file').setInputFiles(files)
}

function row(page: Page, line: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('gridcell', { name: line, exact: true }) })
}

/** What a screen reader is told to be at. */
async function expectActive(page: Page, grid: Locator, text: string): Promise<void> {
  await expect
    .poll(async () => {
      const id = await grid.getAttribute('aria-activedescendant')
      return id ? page.locator(`[id="${id}"]`).textContent() : null
    })
    .toBe(text)
}
