import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { readImported } from './support/mailboxes.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'
import { addConnector } from './support/walk-wizard.ts'

const NAME = 'Archiver with people to add'
const FOLDER = 'WeChat Archiver'
/** Zhang Wei and Huang Yan are known by their numbers alone, so nobody is found for the message between them. */
const SUBJECT = 'WeChat message from 8613911112202 to 8613911112204'
const NUMBER = /\+861391111220[24]/
const MAILBOX = 'wang.lei@contoso.example'
const RUN_TIMEOUT_MS = 90_000

// A demo of its own: a second connector would import the packages again, and other specs count what is imported.
startOwnDemo()

test('a person without a mailbox is found on the Quarantine tab, mapped, and what waited is delivered from there', async ({
  page,
  browser,
  demo,
}) => {
  test.slow()
  const mailboxesWithIt = async () =>
    (await readImported(demo.control, FOLDER)).flatMap(({ mail, messages }) =>
      messages.filter(({ subject }) => subject === SUBJECT).map(() => mail),
    )
  await signIn(page, 'Megan Bowen')
  const connectorId = await addConnector(page, demo.teleMessage, NAME)
  const address = `/data-connectors/connectors/${connectorId}`
  const row = page.getByRole('row').filter({ hasText: NUMBER })
  const tab = page
    .getByRole('navigation', { name: 'Pages of the connector' })
    .getByRole('link', { name: /^Quarantine/ })

  await test.step('the tab counts what waits, and says who it is and why it stays', async () => {
    await page.goto(address)
    await expect(page.getByText('Completed with problems').first()).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expect(tab).toHaveText(/^Quarantine\s*\d+$/)
    await tab.click()
    await expect(page.getByText(/^0 of \d+ items? can be delivered now\.$/)).toBeVisible()
    await expect(row).toHaveCount(1)
    await expect(row.getByText('Stays here')).toBeVisible()
    await expect(row.getByText('No mailbox found')).toBeVisible()
    await expectAccessible(page, 'quarantine tab')
  })

  await test.step('a group opens to its items, each with its story', async () => {
    await row.getByRole('button', { name: /: show/ }).click()
    const item = page.getByRole('list', { name: /^Items of/ }).getByRole('link', { name: SUBJECT })
    await expect(item).toBeVisible()
    await expectAccessible(page, 'an open group of the quarantine')
    await item.click()
    await expect(page.getByText('Waits in quarantine, in no mailbox.')).toBeVisible()
    await page.goBack()
    await page.getByRole('link', { name: 'By item' }).click()
    await expect(row.getByRole('link', { name: SUBJECT, exact: true })).toBeVisible()
    await page.getByRole('link', { name: 'By person' }).click()
    // The list by item is there until then, and what is chosen in it is not chosen in the other.
    await expect(row.getByRole('button', { name: /: show/ })).toBeVisible()
  })

  await test.step('somebody notes that it is known; it waits on', async () => {
    const acknowledge = page.getByRole('button', { name: 'Acknowledge with note' })
    await expect(acknowledge).toHaveAttribute('aria-disabled', 'true')
    await row.getByRole('checkbox').check()
    await acknowledge.click()
    const dialog = page.getByRole('dialog', { name: 'Acknowledge 1 row' })
    await dialog.getByRole('button', { name: 'Acknowledge' }).click()
    await expect(dialog.getByText('Fill this in.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Note' }).fill('=Asked HR for a mailbox')
    await expectAccessible(page, 'acknowledge dialog')
    await dialog.getByRole('button', { name: 'Acknowledge' }).click()
    await expect(row.getByText(/^Acknowledged by Megan Bowen, .*: =Asked HR for a mailbox$/)).toBeVisible()
    await expect(row.getByText('Stays here')).toBeVisible()
  })

  await test.step('the list is a file, in which nothing is a formula', async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^quarantine-\d{4}-\d\d-\d\d\.csv$/)
    const text = await readFile(await file.path(), 'utf8')
    expect(text).toContain(SUBJECT)
    expect(text).toContain('"\'=Asked HR for a mailbox"')
  })

  await test.step('a reader sees all of it, and no way to change it', async () => {
    const reader = await browser.newPage({ baseURL: demo.app })
    await signIn(reader, 'Alex Wilber')
    await reader.goto(`${address}/quarantine`)
    await expect(reader.getByRole('row').filter({ hasText: NUMBER })).toHaveCount(1)
    await expect(reader.getByRole('checkbox')).toHaveCount(0)
    await expect(reader.getByRole('button', { name: /^(Deliver|Acknowledge|Add)/ })).toHaveCount(0)
    await reader.goto('/quarantine')
    await expect(reader.getByRole('link', { name: NAME })).toBeVisible()
    await reader.close()
    await page.goto('/quarantine')
    await expect(page.getByRole('link', { name: NAME })).toBeVisible()
    await expectAccessible(page, 'quarantine of all connectors')
    await page.getByRole('link', { name: NAME }).click()
    await expect(row).toHaveCount(1)
  })

  await test.step('the search finds the number, and says when nobody has it', async () => {
    const search = page.getByRole('searchbox', { name: /^Search by name/ })
    await search.fill('+86 139 1111 2299')
    await search.press('Enter')
    await expect(page.getByText('Nobody with that name or number waits here.')).toBeVisible()
    await search.fill('139 1111 220')
    await search.press('Enter')
    await expect(row).toHaveCount(1)
  })

  await test.step('the row of the mapping begins with the number', async () => {
    await row.getByRole('link', { name: /^Add a mapping row/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a row' })
    await expect(dialog.getByRole('textbox', { name: 'Mobile number or id' })).toHaveValue(NUMBER)
    await dialog.getByRole('textbox', { name: 'Mailbox' }).fill(MAILBOX)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
  })

  await test.step('the tab says what can be delivered, delivers it, and what is delivered leaves', async () => {
    await tab.click()
    // Of the person there are more messages, which stood with whoever sent them.
    const banner = page.getByText(/^[1-9]\d* of \d+ items can be delivered now\.$/)
    await expect(banner).toBeVisible()
    const count = Number(/^\d+/.exec((await banner.textContent()) ?? '')?.[0])
    await expect(row.getByText('Will be delivered')).toBeVisible()
    await expect(row.getByText(`${MAILBOX}, mapping version 1`)).toBeVisible()
    expect(await mailboxesWithIt()).toEqual([])
    await page.getByRole('button', { name: new RegExp(`^Deliver ${count} items?$`) }).click()
    await expect(page.getByText(`${count} delivered.`)).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expect(row).toHaveCount(0)
    await expectAccessible(page, 'quarantine after a delivery')
    expect(await mailboxesWithIt()).toEqual([MAILBOX])
    await page.getByRole('link', { name: 'View run' }).click()
    await expect(page.getByText('Re-drive, started by Megan Bowen.')).toBeVisible()
  })
})
