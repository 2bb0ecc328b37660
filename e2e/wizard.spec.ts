import { expect, type Locator, type Page } from '@playwright/test'
import { chooseTimeZone } from './support/choose-time-zone.ts'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

/** The number and the mailbox of nobody: nothing is imported for them. */
const GOOD_ROW = '8613800138999,nobody@contoso.example'
const CSV = `number,mailbox\n${GOOD_ROW}\n8.6138E+12,nobody@contoso.example\n8613800138998,nobody@contoso\n`

// A demo of its own: what this connector imports, other specs would count.
startOwnDemo()

test('no step can be skipped, and a draft is gone on with where it was left', async ({ page }) => {
  await signIn(page, 'Megan Bowen')
  const address = await startDraft(page)

  await test.step('later steps are not reachable, by link or by address', async () => {
    const steps = page.getByRole('navigation', { name: 'Steps' })
    await expect(steps.getByRole('listitem').filter({ hasText: 'Terms of service' })).toHaveAttribute(
      'aria-current',
      'step',
    )
    await expect(steps.getByRole('link')).toHaveCount(0)
    for (const step of ['login', 'mapping', 'review', 'finish']) {
      await page.goto(`${address}/${step}`)
      await expect(heading(page, 'Terms of service')).toBeFocused()
      expect(new URL(page.url()).pathname).toBe(`${address}/terms`)
    }
  })

  await test.step('the terms can be read by keyboard, and say whose they are', async () => {
    const text = page.getByRole('region', { name: 'Text of the terms' })
    await text.focus()
    await page.keyboard.press('End')
    await expect(text.getByText('7. Changes')).toBeInViewport()
    await expect(page.getByText('This text comes with the app and is a template.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Back' })).toHaveCount(0)
    await expectAccessible(page, 'terms')
    await page.getByRole('button', { name: 'Accept' }).click()
    await expect(heading(page, 'Login to TeleMessage')).toBeFocused()
    await expect(page.getByText(/^Draft saved \d\d:\d\d$/)).toBeVisible()
  })

  await test.step('after the browser was closed, the draft goes on at its step', async () => {
    await page.goto('/data-connectors')
    await page.goto(`${address}/finish`)
    await expect(heading(page, 'Login to TeleMessage')).toBeVisible()
    await page.getByRole('link', { name: 'Terms of service' }).click()
    await expect(page.getByText('Megan Bowen accepted this version')).toBeVisible()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(heading(page, 'Login to TeleMessage')).toBeFocused()
  })

  await test.step('Cancel offers to keep the draft, to discard it, or to stay', async () => {
    const cancel = page.getByRole('button', { name: 'Cancel' })
    const dialog = page.getByRole('dialog', { name: 'Leave the wizard?' })
    await cancel.click()
    await expect(dialog.getByText('Stored in the draft: Terms of service.')).toBeVisible()
    await expectAccessible(page, 'leave dialog')
    await dialog.getByRole('button', { name: 'Stay' }).click()
    await expect(cancel).toBeFocused()
    await cancel.click()
    await dialog.getByRole('button', { name: 'Save draft and leave' }).click()
    await expect(heading(page, 'WeChat Archiver')).toBeVisible()
    await page.goto(`${address}/login`)
    await page.getByRole('button', { name: 'Close the wizard' }).click()
    await dialog.getByRole('button', { name: 'Discard draft' }).click()
    await expect(heading(page, 'WeChat Archiver')).toBeVisible()
    expect((await page.goto(`${address}/login`))?.status()).toBe(404)
  })

  await test.step('a draft without any answer is left without a question, and is not kept', async () => {
    const empty = await startDraft(page)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(heading(page, 'WeChat Archiver')).toBeVisible()
    expect((await page.goto(`${empty}/terms`))?.status()).toBe(404)
  })
})

test('what was typed is not lost by accident, Edit returns to Review, and Finish is finished once', async ({
  page,
  context,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  const address = await startDraft(page)
  const name = `Wizard ${address.slice(-12)}`
  await page.getByRole('button', { name: 'Accept' }).click()
  await logIn(page, demo.teleMessage)
  await expect(heading(page, 'User mapping')).toBeFocused()

  await test.step('nobody mapped at all is said before it happens', async () => {
    await page.getByRole('switch', { name: 'Automatic mapping by e-mail address' }).click()
    await expect(page.getByText(/every message will wait in quarantine/)).toBeVisible()
    await expect(page.getByText('Not asked: automatic mapping is off')).toBeVisible()
  })

  await test.step('a link away from what was typed asks first', async () => {
    await page.getByRole('link', { name: 'Data connectors' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Leave this step?' })
    await dialog.getByRole('button', { name: 'Stay' }).click()
    await page.getByRole('switch', { name: 'Automatic mapping by e-mail address' }).click()
    await expectAccessible(page, 'user mapping without a file')
  })

  await test.step('wrong lines are shown by their line, and left out only when that is agreed to', async () => {
    await page.getByLabel('Choose a CSV file').setInputFiles(csvFile('numbers.csv', CSV))
    await expect(page.getByText('2 errors')).toBeVisible()
    await expect(row(page, '3').getByText(/Excel made this scientific notation/)).toBeVisible()
    await expect(row(page, '4').getByText('Mailbox is not an e-mail address')).toBeVisible()
    await page.getByRole('tab', { name: 'Errors 2' }).click()
    await expect(row(page, '2')).toHaveCount(0)
    await expectAccessible(page, 'mapping with errors')
    await page.getByRole('button', { name: 'Confirm mapping and continue' }).click()
    const dialog = page.getByRole('dialog', { name: '2 rows will be left out' })
    await expectAccessible(page, 'leave out dialog')
    await dialog.getByRole('button', { name: 'Go back and correct' }).click()
    await page.getByRole('button', { name: 'Confirm mapping and continue' }).click()
    await dialog.getByRole('button', { name: 'Leave out, save 1 row' }).click()
    await expect(heading(page, 'Review')).toBeFocused()
    await expect(page.getByText('numbers.csv, version 1, 1 row')).toBeVisible()
  })

  await test.step('Edit goes to a step, whose button leads back to Review', async () => {
    await page.getByRole('link', { name: 'Edit User mapping' }).click()
    await expect(page.getByText(/numbers\.csv, version 1, is in force: 1 row/)).toBeVisible()
    await page
      .getByLabel('Choose a CSV file')
      .setInputFiles(csvFile('other.csv', `number,mailbox\n${GOOD_ROW}\n`))
    await expect(page.getByText('Version 1 is in force. What becomes of its rows?')).toBeVisible()
    await page.getByRole('button', { name: 'Do not use this file' }).click()
    await expect(page.getByText(/numbers\.csv, version 1, is in force/)).toBeVisible()
    await page.getByRole('button', { name: 'Back to review' }).click()
    await expect(page.getByText('numbers.csv, version 1, 1 row')).toBeVisible()
    await page.getByRole('link', { name: 'View Terms of service' }).click()
    await page.getByRole('button', { name: 'Back to review' }).click()
    await expect(heading(page, 'Review')).toBeFocused()
    await page.getByRole('link', { name: 'Edit Login to TeleMessage' }).click()
    await page.getByRole('button', { name: 'Back to review' }).click()
    // The stored login is tested again.
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(heading(page, 'Review')).toBeFocused()
  })

  await test.step('name, start and schedule are changed in place, and kept in the draft', async () => {
    await page.getByRole('button', { name: 'Edit Connector' }).click()
    const dialog = page.getByRole('dialog', { name: 'Connector' })
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByLabel('Import messages sent since').fill('2099-01-01T00:00')
    await chooseTimeZone(page, dialog, 'Shanghai')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('This is still to come.')).toBeVisible()
    await expectAccessible(page, 'review dialog')
    await dialog.getByLabel('Import messages sent since').fill('2026-01-01T08:00')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('1 Jan 2026, 08:00 GMT+8').first()).toBeVisible()
    await page.reload()
    await expect(page.getByText(name)).toBeVisible()
    await expect(page.getByText('Every day at 08:00, Asia/Shanghai')).toBeVisible()
    await expectAccessible(page, 'review')
  })

  await test.step('finished in two tabs at once, there is one connector with one run', async () => {
    const other = await context.newPage()
    await other.goto(`${address}/review`)
    await Promise.all([page, other].map((tab) => tab.getByRole('button', { name: 'Finish' }).click()))
    for (const tab of [page, other]) await expect(heading(tab, 'Your connector is ready')).toBeFocused()
    await other.close()
    await page.reload()
    await expect(heading(page, 'Your connector is ready')).toBeVisible()
    await expect(page.getByRole('list', { name: 'Stages of the first sync' })).toBeVisible()
    await expectAccessible(page, 'finish')
    for (const step of ['terms', 'review']) {
      await page.goto(`${address}/${step}`)
      await expect(heading(page, 'Your connector is ready')).toBeVisible()
    }
    await page.getByRole('link', { name: 'Open this connector' }).click()
    await page.getByRole('link', { name: 'Runs', exact: true }).click()
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(2)
    await page.goto('/data-connectors/connectors')
    await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1)
  })
})

test('on a narrow screen the steps are behind a button, and nothing is wider than the screen', async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 320, height: 740 })
  await signIn(page, 'Megan Bowen')
  await startDraft(page)
  const steps = page.getByRole('navigation', { name: 'Steps' })
  await expect(steps).toBeHidden()
  await page.getByRole('button', { name: 'Steps' }).click()
  await expect(steps.getByText('User mapping')).toBeVisible()
  await page.getByRole('button', { name: 'Steps' }).click()
  await page.getByRole('button', { name: 'Accept' }).click()
  await logIn(page, demo.teleMessage)
  await expect(heading(page, 'User mapping')).toBeVisible()
  await page.getByLabel('Choose a CSV file').setInputFiles(csvFile('numbers.csv', CSV))
  const confirm = page.getByRole('button', { name: 'Confirm mapping and continue' })
  await expect(confirm).toBeInViewport()
  expect((await confirm.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await expectAccessible(page, 'narrow mapping')
  await page.getByRole('button', { name: 'Close the wizard' }).click()
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await expect(heading(page, 'WeChat Archiver')).toBeVisible()
})

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name })
}

function row(page: Page, line: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('gridcell', { name: line, exact: true }) })
}

function csvFile(name: string, text: string) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
}

/** @returns the draft's address, without a step. */
async function startDraft(page: Page): Promise<string> {
  await page.goto('/data-connectors/wechat-archiver')
  await page.getByRole('button', { name: 'Add connector' }).click()
  await page.waitForURL(/\/terms$/)
  return new URL(page.url()).pathname.replace(/\/terms$/, '')
}

async function logIn(page: Page, login: { username: string; password: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'Username' }).fill(login.username)
  await page.getByLabel('Password').fill(login.password)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Trust and continue' }).click()
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}
