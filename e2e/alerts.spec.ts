import { expect, type Page } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'
import { syncFromTab } from './support/sync-from-tab.ts'

const RUN_TIMEOUT_MS = 90_000
const NAME = 'WeChat Archiver'
const SECRET = 'a secret of more than 24 characters'

// A demo of its own: its site is turned off, and its mail goes nowhere.
startOwnDemo('--connected')

test('a run that fails is told in the app, by mail and by webhook, and over when the next one completes', async ({
  page,
  browser,
  demo,
}) => {
  test.slow()
  await signIn(page, 'Megan Bowen')

  await test.step('what the first run could not place is told, and read', async () => {
    await expect(bell(page, '1 unread')).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Alerts' }).click()
    await expect(page.getByRole('link', { name: `${NAME}: run completed with problems` })).toBeVisible()
    await expect(page.getByText('In the app only')).toBeVisible()
    await bell(page, '1 unread').click()
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await expect(page.getByText('unread', { exact: true })).toHaveCount(0)
    await page.getByRole('button', { name: 'Close' }).click()
    await expect(bell(page, 'none unread')).toBeFocused()
    await expectAccessible(page, 'alerts')
  })

  await test.step('mail is set up, and a test really arrives', async () => {
    await page.getByRole('link', { name: 'Delivery' }).click()
    await page.getByRole('button', { name: 'Edit E-mail' }).click()
    const dialog = page.getByRole('dialog', { name: 'E-mail' })
    await dialog.getByLabel('Recipients').fill('nobody')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('Enter one to twenty e-mail addresses.')).toBeVisible()
    await dialog.getByLabel('Recipients').fill('ops@contoso.example, audit@contoso.example')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('ops@contoso.example, audit@contoso.example')).toBeVisible()
    await page.getByRole('button', { name: 'Send a test by E-mail' }).click()
    await expect(page.getByText(/^Sent\. The answer was: 250/)).toBeVisible()
    expect((await mails(demo.control)).map(({ subject }) => subject)).toEqual(['Test of the archive alerts'])
    await expectAccessible(page, 'alert delivery')
  })

  await test.step('a webhook goes to no host that the operator has not named, and its secret is never shown', async () => {
    await page.getByRole('button', { name: 'Edit Webhook' }).click()
    const dialog = page.getByRole('dialog', { name: 'Webhook' })
    await dialog.getByLabel('Address (URL)').fill('https://169.254.169.254/latest')
    await dialog.getByLabel('Secret for the signature').fill(SECRET)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('The operator has not allowed this host for alerts.')).toBeVisible()
    await dialog.getByLabel('Address (URL)').fill(`${demo.webhook}/hooks/secret-path`)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Stored, encrypted')).toBeVisible()
    expect(await page.content()).not.toContain('secret-path')
    await page.getByRole('button', { name: 'Send a test by Webhook' }).click()
    await expect(page.getByText('Sent. The answer was: HTTP 202')).toBeVisible()
  })

  await test.step('the site refuses the login: the bell counts it without a reload', async () => {
    await page.goto('/data-connectors/connectors')
    await turnSite(demo.control, { logins: { refuseAfter: 0 } })
    await syncFromTab(page, NAME)
    await expect(bell(page, '1 unread')).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await bell(page, '1 unread').click()
    const centre = page.getByRole('dialog', { name: 'Alerts' })
    const news = centre.getByRole('link', { name: `${NAME}: the source does not let the connector in` })
    await expect(news).toBeVisible()
    await expectAccessible(page, 'notification centre')
    await news.click()
    await expect(page.getByRole('heading', { level: 1, name: /^Run of/ })).toBeVisible()
    await expect(bell(page, 'none unread')).toBeVisible()
  })

  await test.step('mail and webhook tell it too', async () => {
    await expect
      .poll(async () => (await mails(demo.control)).map(({ subject }) => subject), {
        timeout: RUN_TIMEOUT_MS,
      })
      .toContain(`${NAME}: the source does not let the connector in`)
    await expect.poll(() => hooks(demo.control), { timeout: RUN_TIMEOUT_MS }).toHaveLength(2)
    await page.goto('/alerts')
    await expect(page.getByText('E-mail: Delivered')).toBeVisible()
    await expect(page.getByText('Webhook: Delivered')).toBeVisible()
    await expectAccessible(page, 'alerts')
  })

  await test.step('it is over when the next run completes, which is told as well', async () => {
    await turnSite(demo.control, { logins: { refuseAfter: null } })
    await page.goto('/data-connectors/connectors')
    await syncFromTab(page, NAME)
    await expect
      .poll(async () => (await mails(demo.control)).map(({ subject }) => subject), {
        timeout: 2 * RUN_TIMEOUT_MS,
      })
      .toContain(`Resolved: ${NAME}: the source does not let the connector in`)
    await page.goto('/alerts?state=resolved&kind=source-login-refused')
    await expect(page.getByRole('cell', { name: /^Resolved Over since/ })).toBeVisible()
  })

  await test.step('what could not be delivered is said on every page, and sent when its cause is mended', async () => {
    await control(demo.control, 'PUT', '/knobs/webhook', {
      status: 308,
      location: 'https://elsewhere.example/',
    })
    await turnSite(demo.control, { logins: { refuseAfter: 0 } })
    await page.goto('/data-connectors/connectors')
    await syncFromTab(page, NAME)
    await expect(page.getByRole('button', { name: /some not delivered/ })).toBeVisible({
      timeout: RUN_TIMEOUT_MS,
    })
    await page.goto('/alerts?delivery=failed')
    await expect(page.getByText(/Redirects are not followed/)).toBeVisible()
    await expectAccessible(page, 'alerts, undelivered')
    await control(demo.control, 'PUT', '/knobs/webhook', { status: 202 })
    await page.getByRole('button', { name: /^Try again/ }).click()
    await expect
      .poll(async () => (await hooks(demo.control)).length, { timeout: RUN_TIMEOUT_MS })
      .toBeGreaterThan(4)
    await page.goto('/alerts')
    await expect(page.getByRole('table').getByText('Not delivered')).toHaveCount(0)
  })

  await test.step('the rules of a connector say what goes where', async () => {
    await page.goto('/data-connectors/connectors')
    await page.getByRole('link', { name: NAME, exact: true }).click()
    const tabs = page.getByRole('navigation', { name: 'Pages of the connector' })
    await tabs.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Edit which alerts go where' }).click()
    const dialog = page.getByRole('dialog', { name: 'Alerts' })
    await dialog.getByLabel('Run failed by E-mail').selectOption('off')
    await expectAccessible(page, 'alert rules')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    const rule = page.locator('dt', { hasText: 'Run failed' }).locator('xpath=following-sibling::dd[1]')
    await expect(rule).toHaveText('Webhook: At once')
  })

  await test.step('a reader sees all of it and can change none', async () => {
    const reader = await (await browser.newContext({ baseURL: demo.app })).newPage()
    await signIn(reader, 'Alex Wilber')
    await reader.goto('/alerts')
    await expect(bell(reader, '3 unread')).toBeVisible()
    await expect(reader.getByRole('button', { name: /^Try again/ })).toHaveCount(0)
    await reader.goto('/alerts/delivery')
    await expect(reader.getByText('Changing this needs the role Data Connector Admin.')).toBeVisible()
    await expect(reader.getByRole('button', { name: /^(Edit|Send a test|Remove)/ })).toHaveCount(0)
    await reader.context().close()
  })
})

function bell(page: Page, count: string) {
  return page.getByRole('button', { name: new RegExp(`^Alerts, ${count}`) })
}

const turnSite = (address: string, knobs: unknown) => control(address, 'PATCH', '/knobs/site', knobs)

const mails = (address: string) => control(address, 'GET', '/mails') as Promise<{ subject: string }[]>
const hooks = (address: string) => control(address, 'GET', '/webhooks') as Promise<unknown[]>

async function control(address: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(address + path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    signal: AbortSignal.timeout(15_000),
  })
  expect(response.ok, `${method} ${path}`).toBe(true)
  return response.status === 204 ? null : response.json()
}
