import { expect, type Page } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { countMessages, readImported } from './support/mailboxes.ts'
import { signIn } from './support/sign-in.ts'
import { syncFromTab } from './support/sync-from-tab.ts'

const FOLDER = 'WeChat Archiver'
/** TeleMessage knows Wang Lei by an e-mail that is no Microsoft 365 address: only his number can find his mailbox. */
const MAPPING = 'number,mailbox\n+86 138 0013 8002,wang.lei@contoso.example\n'
/** A first run stages, reads, resolves and delivers; slow machines take their time. */
const RUN_TIMEOUT_MS = 90_000

test('an administrator sets up the first connector, and its messages are in the mailboxes', async ({
  page,
  request,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')

  await test.step('Data connectors lead to WeChat Archiver', async () => {
    await expect(page.getByRole('heading', { level: 1, name: 'Data connectors' })).toBeVisible()
    await expectAccessible(page, 'data connectors')
    await page.getByRole('link', { name: 'View WeChat Archiver' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'WeChat Archiver' })).toBeVisible()
    await expectAccessible(page, 'product page')
    await page.getByRole('button', { name: 'Add connector' }).click()
  })

  await test.step('Terms of service', async () => {
    await expectStep(page, 'Terms of service')
    await page.getByRole('button', { name: 'Accept' }).click()
  })

  await test.step('Login to TeleMessage: a wrong password is said, the right one goes on', async () => {
    await expectStep(page, 'Login to TeleMessage')
    await page.getByRole('textbox', { name: 'Username' }).fill(demo.teleMessage.username)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByText('This site has not been seen before')).toBeVisible()
    await expect(page.getByText(/SHA256:[A-Za-z0-9+/]{43}/)).toBeVisible()
    await expectAccessible(page, 'host key question')
    await page.getByRole('button', { name: 'Trust and continue' }).click()
    const dialog = page.getByRole('dialog', { name: 'Connecting to TeleMessage' })
    await expect(dialog.getByText('refused the user name')).toBeVisible()
    await dialog.getByRole('button', { name: 'Change the login' }).click()
    await expect(page.getByText('The site refused the user name or this password.')).toBeVisible()

    await page.getByLabel('Password').fill(demo.teleMessage.password)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
  })

  await test.step('User mapping: automatic, and one number by CSV', async () => {
    await expectStep(page, 'User mapping')
    await expect(page.getByText('1 package is on the site.')).toBeVisible()
    await expect(page.getByRole('switch', { name: 'Automatic mapping by e-mail address' })).toBeChecked()
    await page.getByLabel('Choose a CSV file').setInputFiles({
      name: 'numbers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(MAPPING),
    })
    await expect(page.getByText('1 valid')).toBeVisible()
    await expectAccessible(page, 'user mapping')
    await page.getByRole('button', { name: 'Confirm mapping and continue' }).click()
  })

  await test.step('Review and Finish', async () => {
    await expectStep(page, 'Review')
    await expect(page.getByText('numbers.csv, version 1, 1 row')).toBeVisible()
    await expect(page.getByText(demo.teleMessage.password)).toHaveCount(0)
    await expectAccessible(page, 'review')
    await page.getByRole('button', { name: 'Finish' }).click()
    await expectStep(page, 'Your connector is ready')
    await page.getByRole('link', { name: 'Go to Connectors' }).click()
  })

  const row = page.getByRole('row').filter({ hasText: FOLDER })
  const imported = await test.step('the Connectors tab shows what the mailboxes hold', async () => {
    await expect(row.getByText(/^Completed/)).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expectAccessible(page, 'connectors')
    const mailboxes = await readImported(demo.control, FOLDER)
    const count = countMessages(mailboxes)
    expect(count).toBeGreaterThan(20)
    await expect(row.getByText(`${count} imported`)).toBeVisible()
    await expect(row.getByText(/failed/)).toHaveCount(0)
    const wangLei = mailboxes.find((mailbox) => mailbox.mail === 'wang.lei@contoso.example')
    expect(wangLei?.messages.length).toBeGreaterThan(0)
    return count
  })

  await test.step("the run's report closes both books", async () => {
    await row.getByRole('link', { name: /imported/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Run of/ })).toBeVisible()
    await expect(page.getByText('Adds up')).toHaveCount(2)
    await expectAccessible(page, 'run report')
  })

  await test.step('a second sync imports nothing twice', async () => {
    await page.goto('/data-connectors/connectors')
    await syncFromTab(page, FOLDER)
    await expect(row.getByText('Nothing imported')).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expect(row.getByText(/^Completed/)).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    expect(countMessages(await readImported(demo.control, FOLDER))).toBe(imported)
  })

  await test.step('an outside scheduler plans the next run through the API', async () => {
    const answer = await request.post('/api/sync', {
      headers: { authorization: `Bearer ${demo.syncApiToken}` },
      data: {},
    })
    expect(answer.status(), await answer.text()).toBe(202)
    expect(await answer.json()).toMatchObject({ runs: [{ state: 'planned' }] })
  })
})

/** Each step moves the focus to its heading: a screen reader hears where the wizard is. */
async function expectStep(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}
