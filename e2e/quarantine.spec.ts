import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { readImported } from './support/mailboxes.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'
import { addConnector } from './support/walk-wizard.ts'

const NAME = 'Archiver with a quarantine'
const FOLDER = 'WeChat Archiver'
/** Zhang Wei and Huang Yan are known by their numbers alone, so nobody is found for the message between them. */
const SUBJECT = 'WeChat message from 8613911112202 to 8613911112204'
const MAILBOX = 'wang.lei@contoso.example'
const MAPPING = `number,mailbox\n8613911112202,${MAILBOX}\n`
const RUN_TIMEOUT_MS = 90_000

// A demo of its own: a second connector would import the packages again, and other specs count what is imported.
startOwnDemo()

test('a message that waits for its person is delivered once the person is mapped', async ({
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
  const deliver = page.getByRole('button', { name: 'Deliver what can be delivered', exact: true })
  const report = page.getByRole('link', { name: 'Open report' })

  const firstReport = await test.step('it waits in quarantine, and is in no mailbox', async () => {
    await page.goto(address)
    await expect(page.getByText('Completed with problems').first()).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expect(page.getByText(/^\d+ items? waits? in quarantine\.$/)).toBeVisible()
    await expect(page.getByText(/in a run of its own; the reports? that counted/)).toBeVisible()
    expect(await mailboxesWithIt()).toEqual([])
    await expectAccessible(page, 'overview with a quarantine')
    return report.getAttribute('href')
  })

  await test.step('a reader sees what waits, and no way to deliver it', async () => {
    const reader = await browser.newPage({ baseURL: demo.app })
    await signIn(reader, 'Alex Wilber')
    await reader.goto(address)
    await expect(reader.getByText('No mailbox found')).toBeVisible()
    await expect(reader.getByRole('button', { name: /^Deliver\b/ })).toHaveCount(0)
    await reader.goto(firstReport ?? '')
    await expect(reader.getByRole('heading', { level: 1, name: /^Run of/ })).toBeVisible()
    await expect(reader.getByRole('button', { name: /^Deliver\b/ })).toHaveCount(0)
    await reader.goto(`${address}/settings`)
    await expect(reader.getByText('10 MB', { exact: true })).toBeVisible()
    await expect(reader.getByRole('button', { name: 'Edit what becomes of items' })).toHaveCount(0)
    await reader.close()
  })

  await test.step('Settings say what waits; the options of items are changed and stay', async () => {
    await page.goto(`${address}/settings`)
    await expect(page.getByText(/does not take them again by itself/)).toHaveCount(3)
    await page.getByRole('button', { name: 'Edit what becomes of items' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit what becomes of items' })
    await dialog.getByRole('spinbutton', { name: /^Item limit in MB/ }).fill('151')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('Type a whole number from 1 to 150.')).toBeVisible()
    await dialog.getByRole('spinbutton', { name: /^Item limit in MB/ }).fill('36')
    await dialog.getByRole('radio', { name: /^Is imported without/ }).click()
    await expectAccessible(page, 'item options dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('36 MB', { exact: true })).toBeVisible()
    await expect(page.getByRole('definition').filter({ hasText: /^Is imported without/ })).toBeVisible()
    await expectAccessible(page, 'settings with items')
  })

  await test.step('the administrator adds the row of the mapping', async () => {
    await page.getByRole('link', { name: 'User mapping', exact: true }).click()
    await page.getByRole('link', { name: 'Upload a new file' }).click()
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(MAPPING) })
    await expect(page.getByText('1 valid')).toBeVisible()
    await page.getByRole('button', { name: 'Save as new version' }).click()
    await expect(page.getByText('1 (in force)')).toBeVisible()
    expect(await mailboxesWithIt()).toEqual([])
  })

  await test.step('the settings lead to what can be delivered, which the overview delivers', async () => {
    await page.goto(`${address}/settings`)
    await page.getByRole('link', { name: 'Deliver what can be delivered' }).first().click()
    await expect(page.getByText(/^[1-9]\d* of \d+ items can be delivered now\.$/)).toBeVisible()
    await page.goto(address)
    await deliver.click()
    await expect(page.getByText(/^\d+ items? (is|are) taken again\./)).toBeVisible()
    await page.getByRole('link', { name: 'View run' }).click()
    await expect(page.getByText('Re-drive, started by Megan Bowen.')).toBeVisible()
    await expect(page.getByText('Counts balance')).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expect(page.getByText('Items taken from earlier runs')).toBeVisible()
    await expectAccessible(page, 'report of a re-drive')
    expect(await mailboxesWithIt()).toEqual([MAILBOX])
  })

  await test.step('the first report keeps its numbers, and leads to the run that delivered', async () => {
    await page.goto(firstReport ?? '')
    await expect(page.getByText(/of its items (was|were) taken again/)).toBeVisible()
    await page.getByRole('link', { name: /^View run of/ }).click()
    await expect(page.getByText('Re-drive, started by Megan Bowen.')).toBeVisible()
    await page.goto(`${address}/runs`)
    await expect(page.getByRole('cell', { name: 'Re-drive by Megan Bowen' })).toBeVisible()
  })

  await test.step('what one run left is taken again from its report, once the number of it is confirmed', async () => {
    await page.goto(firstReport ?? '')
    const again = page.getByRole('button', { name: /^Deliver again what this run left/ })
    const waiting = page.getByText(/items? of this run can be taken again now/)
    const count = Number(/^\d+/.exec((await waiting.textContent()) ?? '')?.[0])
    expect(count).toBeGreaterThan(0)
    await again.click()
    const dialog = page.getByRole('dialog', { name: /^Deliver \d+ items? again\?$/ })
    await expect(dialog.getByRole('heading')).toContainText(`${count} item`)
    await expectAccessible(page, 'question before what a run left is taken again')
    await page.keyboard.press('Escape')
    await expect(again).toBeFocused()
    await again.click()
    await dialog.getByRole('button', { name: /^Deliver \d+ items?$/ }).click()
    await expect(page.getByText(/^\d+ items? (is|are) taken again\./)).toBeVisible()
    await page.getByRole('link', { name: 'View run', exact: true }).click()
    await expect(page.getByText('Re-drive, started by Megan Bowen.')).toBeVisible()
    await expect(page.getByText('Counts balance')).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expect(page.getByRole('button', { name: /^Deliver again/ })).toHaveCount(0)
    expect(await mailboxesWithIt()).toEqual([MAILBOX])
  })

  await test.step('asked again, nothing comes twice', async () => {
    await page.goto(address)
    await deliver.click()
    await expect(page.getByText(/taken again\.|^Nothing waits that could be taken now/)).toBeVisible()
    expect(await mailboxesWithIt()).toEqual([MAILBOX])
  })
})
