import { expect, type Page } from '@playwright/test'
import { makeSshKey } from '../sandbox/telemessage/site/make-ssh-key.ts'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'
import { syncFromTab } from './support/sync-from-tab.ts'

const NAME = 'Archiver with another login'

// A demo of its own: it changes the host key that the connectors of other specs trust.
startOwnDemo()

test('the login is tested before it is stored, in the wizard and for a connector that is there', async ({
  page,
  demo,
}) => {
  test.slow()
  const dialog = page.getByRole('dialog', { name: 'Connecting to TeleMessage' })
  const next = page.getByRole('button', { name: 'Next' })
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/wechat-archiver')
  await page.getByRole('button', { name: 'Add connector' }).click()
  await page.getByRole('button', { name: 'Accept' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Login to TeleMessage' })).toBeVisible()

  await test.step('what was typed is there after leaving the step, but for the password', async () => {
    await page.getByRole('textbox', { name: 'Username' }).fill('half-typed')
    await page.locator('input[name="password"]').fill('not kept')
    const address = page.url()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Save draft and leave' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'WeChat Archiver' })).toBeVisible()
    await page.goto(address)
    await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue('half-typed')
    await expect(page.locator('input[name="password"]')).toHaveValue('')
  })

  await test.step('a host that the operator does not allow is said by the first check', async () => {
    await page.getByRole('textbox', { name: 'Username' }).fill(demo.teleMessage.username)
    await page.locator('input[name="password"]').fill('not the password')
    await page.getByText('Advanced site settings').click()
    const host = page.getByRole('textbox', { name: 'Host' })
    const allowed = await host.inputValue()
    await host.fill('elsewhere.example')
    await host.press('Enter')
    await expect(dialog.getByText(/TELEMESSAGE_ALLOWED_HOSTS/)).toBeVisible()
    await expect(dialog.getByText('Find the site, failed')).toBeVisible()
    await expectAccessible(page, 'failed check')
    await dialog.getByRole('button', { name: 'Change the login' }).click()
    await host.fill(allowed)
  })

  await test.step('an unknown host key is asked about; closed, Next shows the question again', async () => {
    await next.click()
    await expect(dialog.getByText('This site has not been seen before')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(next).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog.getByText(/SHA256:[A-Za-z0-9+/]{43}/)).toBeVisible()
    await expectAccessible(page, 'host key question')
  })

  await test.step('trusted, the checks go on with what was typed, to the wrong password', async () => {
    await dialog.getByRole('button', { name: 'Trust and continue' }).click()
    await expect(dialog.getByText('refused the user name')).toBeVisible()
    await dialog.getByRole('button', { name: 'Change the login' }).click()
    await expect(page.getByText('The site refused the user name or this password.')).toBeVisible()
  })

  await test.step('a folder that is not there is said by its check', async () => {
    await page.locator('input[name="password"]').fill(demo.teleMessage.password)
    const folder = page.getByRole('textbox', { name: 'Folder' })
    const right = await folder.inputValue()
    await folder.fill('/nowhere')
    await next.click()
    await expect(dialog.getByText('has no folder /nowhere')).toBeVisible()
    await dialog.getByRole('button', { name: 'Change the login' }).click()
    await folder.fill(right)
  })

  await test.step('an account without packages is a warning, and may go on', async () => {
    await page.getByRole('textbox', { name: 'Username' }).fill(`${demo.teleMessage.username}-empty`)
    await next.click()
    await expect(dialog.getByText('No packages yet.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Continue', exact: true })).toBeFocused()
    await page.keyboard.press('Escape')
  })

  await test.step('the right login shows what is on the site, and goes on', async () => {
    await page.getByRole('textbox', { name: 'Username' }).fill(demo.teleMessage.username)
    await page.locator('input[name="password"]').fill(demo.teleMessage.password)
    await next.click()
    await expect(dialog.getByText('All 6 checks passed.').first()).toBeVisible()
    await expect(dialog.getByText(/^Newest: .+\.zip/)).toBeVisible()
    await expectAccessible(page, 'checks passed')
    await dialog.getByRole('button', { name: 'Continue', exact: true }).click()
    await finishWizard(page)
  })

  await test.step('the settings lead to the login, where a password that is wrong is not stored', async () => {
    await page.goto('/data-connectors/connectors')
    await page.getByRole('link', { name: NAME, exact: true }).click()
    await page.getByRole('link', { name: 'Settings', exact: true }).click()
    await page.getByRole('link', { name: 'Edit login' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Edit login' })).toBeVisible()
    await expect(page.getByText('A password is stored.')).toBeVisible()
    await expectAccessible(page, 'edit login')
    await page.locator('input[name="password"]').fill('not the password')
    await page.getByRole('button', { name: 'Test and save' }).click()
    await expect(dialog.getByText('refused the user name')).toBeVisible()
    await dialog.getByRole('button', { name: 'Change the login' }).click()
    await page.locator('input[name="password"]').fill('')
    await page.getByRole('button', { name: 'Test and save' }).click()
    await expect(dialog.getByText('All 6 checks passed.').first()).toBeVisible()
    await dialog.getByRole('button', { name: 'Continue', exact: true }).click()
    // The dialog names the key as well.
    await page.waitForURL(/\/settings$/)
    await expect(page.getByText('SHA256:').first()).toBeVisible()
  })
  const settings = page.url()

  await test.step('a changed host key shows both, and trusting it takes a confirmation', async () => {
    await callSite(demo.control, '/site/host-key', { type: 'ed25519' })
    await page.goto(`${settings}/login`)
    await page.locator('input[name="password"]').fill(demo.teleMessage.password)
    await page.getByRole('button', { name: 'Test and save' }).click()
    await expect(dialog.getByText('shows another host key')).toBeVisible()
    await expect(dialog.getByText(/^SHA256:/)).toHaveCount(2)
    await expectAccessible(page, 'changed host key')
    const trust = dialog.getByRole('button', { name: 'Trust the new key' })
    await expect(trust).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByRole('checkbox').check()
    await trust.click()
    await expect(dialog.getByText('All 6 checks passed.').first()).toBeVisible()
    await dialog.getByRole('button', { name: 'Continue', exact: true }).click()
  })

  await test.step('a private key takes the place of the password, and a sync goes well with it', async () => {
    const pair = makeSshKey('ed25519')
    await page.goto(`${settings}/login`)
    await page.getByText('Advanced site settings').click()
    await page.getByRole('radio', { name: 'Private key' }).check()
    const privateKey = page.getByRole('textbox', { name: 'Private key' })
    const test = page.getByRole('button', { name: 'Test and save' })

    await privateKey.fill('not a key')
    await test.click()
    await expect(page.getByText('The private key cannot be read.').first()).toBeVisible()
    await privateKey.fill(pair.private)
    await test.click()
    await expect(dialog.getByText('refused the private key')).toBeVisible()
    await callSite(demo.control, '/site/authorized-keys', { publicKey: pair.public })
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect(dialog.getByText('All 6 checks passed.').first()).toBeVisible()
    await dialog.getByRole('button', { name: 'Continue', exact: true }).click()

    await page.goto(`${settings}/login`)
    await expect(page.getByText(/A private key is stored, fingerprint SHA256:/)).toBeVisible()
    expect(await page.content()).not.toContain(pair.private.split('\n')[2])
    await page.goto('/data-connectors/connectors')
    const row = page.getByRole('row').filter({ hasText: NAME })
    await expect(row.getByText(/^Completed/)).toBeVisible({ timeout: 90_000 })
    await syncFromTab(page, NAME)
    await expect(row.getByText('Nothing imported')).toBeVisible({ timeout: 90_000 })
    await expect(row.getByText(/^Completed/)).toBeVisible({ timeout: 90_000 })
  })
})

/** With what the wizard proposes. */
async function finishWizard(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'User mapping' })).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Edit Connector' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(NAME)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your connector is ready' })).toBeVisible()
}

async function callSite(control: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${control}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  })
  expect(response.ok, await response.text()).toBe(true)
}
