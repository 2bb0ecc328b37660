import { expect, type Page } from '@playwright/test'
import { FACTS_VARIABLE, test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'
import startDemo from './support/start-demo.ts'

const NAME = 'Archiver to be deleted'
/** The app is built already when the first demo is up; this is for a busy machine. */
const START_TIMEOUT_MS = 3 * 60_000

// A demo of its own: a second connector would import the packages again, and other specs count what is imported.
let stopDemo: (() => Promise<void>) | undefined
const sharedFacts = process.env[FACTS_VARIABLE]

test.beforeAll(async () => {
  test.setTimeout(START_TIMEOUT_MS)
  stopDemo = await startDemo()
})

test.afterAll(async () => {
  test.setTimeout(START_TIMEOUT_MS)
  await stopDemo?.()
  // The next spec of this process uses the shared one again.
  process.env[FACTS_VARIABLE] = sharedFacts
})

test('an administrator pauses, resumes and deletes a connector, and discards a draft', async ({
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
    await page.getByRole('link', { name: 'Runs', exact: true }).click()
    await expect(page.getByRole('table', { name: `Runs of ${NAME}` })).toBeVisible()
    await expect(page.getByRole('cell', { name: 'Megan Bowen' })).toBeVisible()
    await expectAccessible(page, 'connector runs')
    await page.getByRole('link', { name: 'Settings', exact: true }).click()
    await expect(page.getByText(/SHA256:[A-Za-z0-9+/]{43}/)).toBeVisible()
    await expect(page.getByText(/^Version .+, by Megan Bowen/)).toBeVisible()
    await expect(page.getByText(demo.teleMessage.password)).toHaveCount(0)
    await expectAccessible(page, 'connector settings')
  })

  await test.step('paused, it cannot be synced, and says who paused it', async () => {
    await page.getByRole('link', { name: 'Overview', exact: true }).click()
    await page.getByRole('button', { name: `Pause ${NAME}` }).click()
    await expect(page.getByText(/Paused by Megan Bowen/)).toBeVisible()
    await expect(page.getByRole('button', { name: `Sync ${NAME} now` })).toBeDisabled()
    await expectAccessible(page, 'paused connector')
  })

  await test.step('a reader sees it paused, and no command', async () => {
    const reader = await browser.newPage({ baseURL: demo.app })
    await signIn(reader, 'Alex Wilber')
    await reader.goto(address)
    await expect(reader.getByText(/Paused by Megan Bowen/)).toBeVisible()
    for (const command of ['Resume', 'Delete', 'Sync'])
      await expect(reader.getByRole('button', { name: command })).toHaveCount(0)
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
