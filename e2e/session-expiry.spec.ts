import { randomUUID } from 'node:crypto'
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'
import type { DemoFacts } from '../scripts/demo/facts.ts'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { growSessionOld } from './support/grow-session-old.ts'
import { signIn } from './support/sign-in.ts'

test('a session that ends in the wizard loses nothing that was typed', async ({ page, context, demo }) => {
  await signIn(page, 'Megan Bowen')
  const { username, password } = await typeLogin(page)

  await context.clearCookies()
  await page.getByRole('button', { name: 'Next' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page, 'session ended')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog.getByText('You are not signed in yet.')).toBeVisible()

  await signInAgain(context, dialog.getByRole('link', { name: 'Sign in again' }), 'Megan Bowen')
  await expect(dialog).toBeHidden()
  await expect(username).toHaveValue('somebody-else')
  await expect(password).toHaveValue('typed before the session ended')
  await username.fill(demo.teleMessage.username)
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('This site has not been seen before')).toBeVisible()
})

test('a page that looks after itself notices the limit of eight hours, and stays', async ({
  page,
  context,
  demo,
}) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  await growSessionOld(context, demo)
  const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' })
  await expect(async () => {
    // A page that has just been loaded does not listen yet.
    await comeBackToWindow(page)
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  expect(new URL(page.url()).pathname).toBe('/data-connectors/connectors')

  await test.step('and does not ask again once that is put off', async () => {
    await dialog.getByRole('button', { name: 'Not now' }).click()
    await expect(dialog).toBeHidden()
    const asked = page.waitForResponse('**/api/auth/session')
    await comeBackToWindow(page)
    await (await asked).finished()
    await expect(page.getByRole('heading', { level: 1, name: 'Data connectors' })).toBeVisible()
    await expect(dialog).toBeHidden()
  })
})

test('what one person typed is not sent as another', async ({ page, context }) => {
  await signIn(page, 'Megan Bowen')
  const { username, password } = await typeLogin(page)
  await context.clearCookies()
  await page.getByRole('button', { name: 'Next' }).click()
  const ended = page.getByRole('alertdialog', { name: 'Your session has ended' })
  await signInAgain(context, ended.getByRole('link', { name: 'Sign in again' }), 'Alex Wilber')

  const other = page.getByRole('alertdialog', { name: 'Another person is signed in now' })
  await expect(other.getByText(/opened by Megan Bowen \(megan\.bowen@contoso\.example\)/)).toBeVisible()
  await expect(other.getByText(/Alex Wilber \(alex\.wilber@contoso\.example\) is signed in/)).toBeVisible()
  await expect(other.getByText(/What is typed here belongs to Megan Bowen/)).toBeVisible()
  await expectAccessible(page, 'another person signed in')
  await page.keyboard.press('Escape')
  await expect(other).toBeVisible()

  await test.step('the first person signs in again and goes on', async () => {
    const named = context.waitForEvent('request', (request) => request.url().includes('login_hint='))
    await signInAgain(context, other.getByRole('link', { name: 'Sign in as Megan Bowen' }), 'Megan Bowen')
    expect(new URL((await named).url()).searchParams.get('login_hint')).toBe('megan.bowen@contoso.example')
    await expect(other).toBeHidden()
    await expect(username).toHaveValue('somebody-else')
    await expect(password).toHaveValue('typed before the session ended')
  })

  await test.step('or the page is loaded anew as the other, once the browser has asked', async () => {
    await signInInOtherWindow(context, 'Alex Wilber')
    await comeBackToWindow(page)
    const asked = page.waitForEvent('dialog').then((question) => question.accept())
    await other.getByRole('button', { name: 'Reload as Alex Wilber' }).click({ noWaitAfter: true })
    await asked
    await expect(page.getByRole('heading', { name: "You don't have access to this page" })).toBeVisible()
  })
})

test('whoever comes back without the role keeps what was typed, and is told which one', async ({
  page,
  context,
  demo,
}) => {
  const ines = await addAdmin(demo)
  await signIn(page, ines.displayName)
  const { password } = await typeLogin(page)
  await context.clearCookies()
  await setRoles(demo, ines, ['DataConnector.Reader'])
  await page.getByRole('button', { name: 'Next' }).click()
  const ended = page.getByRole('alertdialog', { name: 'Your session has ended' })
  await signInAgain(context, ended.getByRole('link', { name: 'Sign in again' }), ines.displayName)

  const lost = page.getByRole('alertdialog', { name: 'You no longer have the role for this page' })
  await expect(lost.getByText('Data Connector Admin')).toBeVisible()
  await expectAccessible(page, 'role taken away')
  await lost.getByRole('button', { name: 'Not now' }).click()
  await expect(password).toHaveValue('typed before the session ended')

  await test.step('and goes on once it is given back', async () => {
    await setRoles(demo, ines, ['DataConnector.Admin'])
    await signInInOtherWindow(context, ines.displayName)
    await comeBackToWindow(page)
    await expect(lost).toBeHidden()
    await expect(password).toHaveValue('typed before the session ended')
  })
})

test('a link that is followed without a session leads to its page after the sign-in', async ({
  page,
  context,
}) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors?q=wechat')
  await context.clearCookies()
  await page.getByRole('link', { name: /^Connectors/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()

  await test.step('also when the first attempt is refused', async () => {
    await page.getByRole('button', { name: 'Sign in with Microsoft Entra ID' }).click()
    await page.getByRole('heading', { name: 'Pick who signs in' }).waitFor()
    await page.goto('/api/auth/callback/azure-ad?error=access_denied&state=none')
    await expect(page.getByText(/The sign-in did not succeed/)).toBeVisible()
    await page.goto('/api/auth/error?error=AccessDenied')
    await expect(page.getByText(/Your account is not one of this organization/)).toBeVisible()
  })

  await pickPerson(page, 'Megan Bowen')
  await expect(page).toHaveURL(/\/data-connectors\/connectors$/)

  await test.step('and never to another site', async () => {
    for (const address of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      await context.clearCookies()
      await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(address)}`)
      await pickPerson(page, 'Megan Bowen')
      await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/data-connectors$/)
    }
  })
})

test('a link away from something typed asks first, with a session or without', async ({ page, context }) => {
  await signIn(page, 'Megan Bowen')
  const { password } = await typeLogin(page)
  await context.clearCookies()
  await page.getByRole('link', { name: 'Archive admin center' }).click()
  const question = page.getByRole('dialog', { name: 'Leave this step?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(password).toHaveValue('typed before the session ended')

  await page.getByRole('link', { name: 'Archive admin center' }).click()
  await question.getByRole('button', { name: 'Leave this step' }).click()
  await pickPerson(page, 'Megan Bowen')
  await expect(page).toHaveURL(/\/data-connectors$/)
})

/** To the wizard's login, with something typed that is not stored. */
async function typeLogin(page: Page): Promise<{ username: Locator; password: Locator }> {
  await page.goto('/data-connectors/wechat-archiver')
  await page.getByRole('button', { name: 'Add connector' }).click()
  await page.getByRole('button', { name: 'Accept' }).click()
  const username = page.getByRole('textbox', { name: 'Username' })
  const password = page.getByLabel('Password')
  await username.fill('somebody-else')
  await password.fill('typed before the session ended')
  return { username, password }
}

/** Through the window that a dialog's link opens; that window tells the others. */
async function signInAgain(context: BrowserContext, link: Locator, personName: string): Promise<void> {
  const opened = context.waitForEvent('page')
  await link.click()
  const popup = await opened
  await pickPerson(popup, personName)
  await expect(popup.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
}

/** As in a window that knows nothing of the page. */
async function signInInOtherWindow(context: BrowserContext, personName: string): Promise<void> {
  await context.clearCookies()
  const window = await context.newPage()
  await signIn(window, personName)
  await window.close()
}

async function pickPerson(page: Page, personName: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Microsoft Entra ID' }).click()
  await page.getByRole('button', { name: personName }).click()
}

/** What a browser tells a page whose window one comes back to; headless ones never hide a window. */
async function comeBackToWindow(page: Page): Promise<void> {
  await page.bringToFront()
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
}

type Colleague = { displayName: string; mail: string }

/** Somebody of this test's own: the others sign in meanwhile. */
async function addAdmin(demo: DemoFacts): Promise<Colleague> {
  const id = randomUUID()
  const colleague = { displayName: `Ines ${id.slice(0, 8)}`, mail: `ines.${id}@contoso.example` }
  await send(demo, 'POST', '/users', { ...colleague, hasMailbox: false, appRoles: ['DataConnector.Admin'] })
  return colleague
}

async function setRoles(demo: DemoFacts, { mail }: Colleague, appRoles: string[]): Promise<void> {
  await send(demo, 'PATCH', `/users/${mail}`, { appRoles })
}

async function send(demo: DemoFacts, method: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${demo.control}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  })
  expect(response.ok, `${method} ${path}`).toBe(true)
}
