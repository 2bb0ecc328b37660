import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { chooseTimeZone } from './support/choose-time-zone.ts'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

const NAME = 'Archiver to be deleted'
const OTHER_NAME = 'Archiver with another name'
const RUN_TIMEOUT_MS = 60_000

// A demo of its own: a second connector would import the packages again, and other specs count what is imported.
startOwnDemo()

test('an administrator changes, pauses, resumes and deletes a connector, and discards a draft', async ({
  page,
  browser,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  await addConnector(page, demo.teleMessage)

  await test.step('its name on the Connectors tab leads to its pages', async () => {
    await page.goto('/data-connectors/connectors')
    await page.getByRole('link', { name: NAME, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible()
    await expectAccessible(page, 'connector overview')
  })
  const address = page.url()

  await test.step('Runs lead to their reports, and Settings show every choice without the password', async () => {
    await openTab(page, 'Runs')
    await expect(page.getByRole('table', { name: `Runs of ${NAME}` })).toBeVisible()
    await expect(page.getByRole('cell', { name: 'Megan Bowen' })).toBeVisible()
    await expectAccessible(page, 'connector runs')
    await openTab(page, 'Settings')
    await expect(page.getByText(/SHA256:[A-Za-z0-9+/]{43}/)).toBeVisible()
    await expect(page.getByText(/^Version .+, by Megan Bowen/)).toBeVisible()
    await expect(page.getByText(demo.teleMessage.password)).toHaveCount(0)
    await expectAccessible(page, 'connector settings')
  })

  await test.step('the name is changed, which the page says at once', async () => {
    await rename(page, OTHER_NAME)
    await expect(page.getByRole('button', { name: 'Edit the name' })).toBeFocused()
    await rename(page, NAME)
  })

  await test.step('the schedule is moved, and the dialog tells the next run before it is saved', async () => {
    await page.getByRole('button', { name: 'Edit the schedule' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit the schedule' })
    await dialog.getByLabel('Run every day at').fill('06:15')
    await chooseTimeZone(page, dialog, 'Shanghai')
    await expect(dialog.getByText(/^(Next run: .*06:15 GMT\+8|A run is due)/)).toBeVisible()
    await expectAccessible(page, 'schedule dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('06:15 (Asia/Shanghai)')).toBeVisible()
  })

  await test.step('what somebody else saves meanwhile is said, and not overwritten', async () => {
    await page.getByRole('button', { name: 'Edit the schedule' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit the schedule' })
    await dialog.getByLabel('Run every day at').fill('09:00')
    const other = await page.context().newPage()
    await other.goto(`${address}/settings`)
    await other.getByRole('button', { name: 'Edit the schedule' }).click()
    await other.getByLabel('Run every day at').fill('07:00')
    await other.getByRole('button', { name: 'Save' }).click()
    await expect(other.getByText('07:00 (Asia/Shanghai)')).toBeVisible()
    await other.close()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText(/^Somebody else has changed this/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('07:00 (Asia/Shanghai)')).toBeVisible()
  })

  await test.step('automatic mapping is turned off and on again', async () => {
    for (const shown of ['Off', 'On']) {
      await page.getByRole('button', { name: 'Edit automatic mapping' }).click()
      await page.getByRole('switch', { name: 'Automatic mapping by e-mail address' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByRole('definition').filter({ hasText: new RegExp(`^${shown}$`) })).toBeVisible()
    }
  })

  await test.step('the custom mapping is replaced by a new version', async () => {
    await openTab(page, 'User mapping')
    await page.getByRole('link', { name: 'Upload a new file' }).click()
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'people.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('number,mailbox\n8613800138000,wang.lei@contoso.example\n'),
      })
    await expect(page.getByText('1 valid')).toBeVisible()
    await expectAccessible(page, 'upload a new mapping')
    await page.getByRole('button', { name: 'Save as new version' }).click()
    const versions = page.getByRole('table', { name: 'Versions of the custom mapping' })
    await expect(versions.getByRole('row').filter({ hasText: 'people.csv' })).toContainText('1 (in force)')
    await expectAccessible(page, 'user mapping of a connector')
  })

  await test.step('the report of the run says what it did, and can be taken away', async () => {
    await openTab(page, 'Runs')
    await page.getByRole('table').getByRole('link').first().click()
    await expect(page.getByRole('heading', { level: 1, name: /^Run of/ })).toBeVisible()
    await expect(page.getByText('Counts balance')).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expectAccessible(page, 'run report')
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Report as CSV' }).click()
    const file = await started
    expect(file.suggestedFilename()).toMatch(/^run-\d{4}-\d{2}-\d{2}-\d{4}-[0-9a-f]{8}\.csv$/)
    const csv = await readFile(await file.path(), 'utf8')
    expect(csv.startsWith('\uFEFF')).toBe(true)
    expect(csv).toContain('Import completion time,2')
    // From our own page, as the link does: the route refuses whoever calls it from anywhere else.
    const download = (format: string) =>
      page.evaluate(async (query) => {
        const answer = await fetch(`${location.pathname}/report?format=${query}`)
        return { status: answer.status, text: await answer.text() }
      }, format)
    const report: Record<string, unknown> = JSON.parse((await download('json')).text)
    expect(report['Items available from source']).toBeGreaterThan(20)
    expect(csv).toContain(`Items available from source,${report['Items available from source']}`)
    expect((await download('exe')).status).toBe(400)
    expect((await page.request.get(`${page.url()}/report?format=json`)).status()).toBe(403)
    await page.goto(address)
    await expect(page.getByRole('button', { name: `Pause ${NAME}` })).toBeVisible()
  })

  await test.step('paused, it cannot be synced, and says who paused it', async () => {
    await openTab(page, 'Overview')
    await page.getByRole('button', { name: `Pause ${NAME}` }).click()
    await expect(page.getByText(/Paused by Megan Bowen/)).toBeVisible()
    const sync = page.getByRole('button', { name: `Sync ${NAME} now` })
    await expect(sync).toBeDisabled()
    await sync.focus()
    await expect(sync).toBeFocused()
    await expect(sync).toHaveAccessibleDescription('The connector is paused. Resume it first.')
    await expectAccessible(page, 'paused connector')
  })

  await test.step('a reader sees it paused, and no command', async () => {
    const reader = await browser.newPage({ baseURL: demo.app })
    await signIn(reader, 'Alex Wilber')
    await reader.goto(address)
    await expect(reader.getByText(/Paused by Megan Bowen/)).toBeVisible()
    for (const command of ['Resume', 'Delete', 'Sync'])
      await expect(reader.getByRole('button', { name: command })).toHaveCount(0)
    await openTab(reader, 'Settings')
    await expect(reader.getByText('07:00 (Asia/Shanghai)')).toBeVisible()
    await expect(reader.getByRole('button', { name: /^Edit/ })).toHaveCount(0)
    await openTab(reader, 'User mapping')
    await expect(reader.getByRole('table', { name: 'Versions of the custom mapping' })).toBeVisible()
    await expect(reader.getByRole('link', { name: 'Upload a new file' })).toHaveCount(0)
    for (const command of ['Add a row', 'Roll back to version 1', 'Edit which rule wins'])
      await expect(reader.getByRole('button', { name: command })).toHaveCount(0)
    expect((await reader.goto(`${address}/mapping/upload`))?.status()).toBe(403)
    await reader.close()
  })

  await test.step('resumed, it can be synced again', async () => {
    await page.getByRole('button', { name: `Resume ${NAME}` }).click()
    await expect(page.getByRole('button', { name: `Sync ${NAME} now` })).toBeEnabled()
    await expect(page.getByRole('button', { name: `Pause ${NAME}` })).toBeVisible()
  })

  await test.step('deleting asks for the name, and takes no other', async () => {
    await page.getByRole('button', { name: `Delete ${NAME}` }).click()
    const dialog = page.getByRole('dialog', { name: `Delete ${NAME}?` })
    await expect(dialog.getByText(/^Kept are the ledger/)).toBeVisible()
    await dialog.getByRole('textbox').fill('Something else')
    await dialog.getByRole('button', { name: 'Delete connector' }).click()
    await expect(dialog.getByText('This is not the name of the connector.')).toBeVisible()
    await expectAccessible(page, 'delete dialog')
    await dialog.getByRole('textbox').fill(NAME)
    await dialog.getByRole('button', { name: 'Delete connector' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Data connectors' })).toBeVisible()
    await expect(page.getByRole('link', { name: NAME, exact: true })).toHaveCount(0)
    const answer = await page.goto(address)
    expect(answer?.status()).toBe(404)
  })

  await test.step('a draft can be discarded', async () => {
    await page.goto('/data-connectors/wechat-archiver')
    const discard = page.getByRole('button', { name: 'Discard the draft of Megan Bowen' })
    const before = await discard.count()
    await page.getByRole('button', { name: 'Add connector' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Terms of service' })).toBeVisible()
    await page.goto('/data-connectors/wechat-archiver')
    await expect(discard).toHaveCount(before + 1)
    await discard.first().click()
    await page.getByRole('button', { name: 'Discard draft' }).click()
    await expect(discard).toHaveCount(before)
  })
})

async function openTab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole('navigation', { name: 'Pages of the connector' })
  await tabs.getByRole('link', { name, exact: true }).click()
  await expect(tabs.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page')
}

async function rename(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit the name' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit the name' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await expectAccessible(page, 'name dialog')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Through the wizard, with what it proposes. */
async function addConnector(page: Page, login: { username: string; password: string }): Promise<void> {
  await page.goto('/data-connectors/wechat-archiver')
  await page.getByRole('button', { name: 'Add connector' }).click()
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.getByRole('textbox', { name: 'Username' }).fill(login.username)
  await page.getByLabel('Password').fill(login.password)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Trust and continue' }).click()
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'User mapping' })).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Edit Connector' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(NAME)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your connector is ready' })).toBeVisible()
}
