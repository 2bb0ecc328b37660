import { expect, type Page } from '@playwright/test'
import { test } from './support/demo.ts'
import { activate, expectFocusTrapped, tabTo } from './support/keyboard.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

const NAME = 'Archiver by keyboard'
const CSV = 'number,mailbox\n8613800138002,wang.lei@contoso.example\n'

// A demo of its own: what this connector imports, other specs would count.
startOwnDemo()

test('an administrator sets a connector up with the keyboard alone', async ({ page, demo }) => {
  test.slow()
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })

  await test.step('signs in, and reaches Add connector', async () => {
    await page.goto('/')
    await activate(page, button('Sign in with Microsoft Entra ID'))
    await page.getByRole('button', { name: 'Megan Bowen' }).press('Enter')
    await activate(page, page.getByRole('link', { name: 'View WeChat Archiver' }))
    await activate(page, button('Add connector'))
  })

  await test.step('Terms of service: the text scrolls, Accept goes on', async () => {
    await expectHeadingFocused(page, 'Terms of service')
    const text = page.getByRole('region', { name: 'Text of the terms' })
    await tabTo(page, text)
    await page.keyboard.press('End')
    await expect(text.getByText('7. Changes')).toBeInViewport()
    await activate(page, button('Accept'))
  })

  await test.step('Login to TeleMessage: the first wrong field gets the focus', async () => {
    await expectHeadingFocused(page, 'Login to TeleMessage')
    await activate(page, button('Next'))
    await expect(field('Username')).toBeFocused()
    await expect(field('Username')).toHaveAttribute('aria-invalid', 'true')
    await page.keyboard.type(demo.teleMessage.username)
    await page.keyboard.press('Enter')
    await expect(field('Password')).toBeFocused()
    await expect(field('Password')).toHaveAttribute('aria-invalid', 'true')
    await page.keyboard.type(demo.teleMessage.password)
  })

  await test.step('the way to log in is chosen with the arrow keys', async () => {
    await activate(page, page.locator('summary').filter({ hasText: 'Advanced site settings' }))
    const byPassword = page.getByRole('radio', { name: 'Password' })
    await tabTo(page, byPassword)
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('radio', { name: 'Private key' })).toBeChecked()
    await page.keyboard.press('ArrowUp')
    await expect(byPassword).toBeChecked()
  })

  await test.step('the checks keep the focus, give it back, and go on', async () => {
    const dialog = page.getByRole('dialog', { name: 'Connecting to TeleMessage' })
    await activate(page, button('Next'))
    await expect(button('Trust and continue')).toBeVisible()
    await expectFocusTrapped(page, dialog)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(button('Next')).toBeFocused()
    await page.keyboard.press('Enter')
    await activate(page, button('Trust and continue'))
    await expect(button('Continue')).toBeFocused()
    await page.keyboard.press('Enter')
  })

  await test.step('User mapping: the switch turns, and a file is chosen', async () => {
    await expectHeadingFocused(page, 'User mapping')
    const automatic = page.getByRole('switch', { name: 'Automatic mapping by e-mail address' })
    await tabTo(page, automatic)
    await page.keyboard.press('Space')
    await expect(automatic).not.toBeChecked()
    await page.keyboard.press('Space')
    await expect(automatic).toBeChecked()
    const asked = page.waitForEvent('filechooser')
    await activate(page, button('Choose a file'))
    const file = { name: 'numbers.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) }
    await (await asked).setFiles(file)
    await expect(page.getByText('1 valid')).toBeVisible()
    await activate(page, button('Confirm mapping and continue'))
  })

  await test.step('Review: the dialog keeps the focus and gives it back', async () => {
    await expectHeadingFocused(page, 'Review')
    const edit = button('Edit Connector')
    const dialog = page.getByRole('dialog', { name: 'Connector' })
    await activate(page, edit)
    await expectFocusTrapped(page, dialog)
    await page.keyboard.press('Escape')
    await expect(edit).toBeFocused()

    await page.keyboard.press('Enter')
    await tabTo(page, field('Name'))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Enter')
    await expect(field('Name')).toBeFocused()
    await expect(field('Name')).toHaveAttribute('aria-invalid', 'true')
    await page.keyboard.type(NAME)
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(edit).toBeFocused()
    await activate(page, button('Finish'))
  })

  await test.step('Finish leads to the Connectors tab, and back again by Shift+Tab', async () => {
    await expectHeadingFocused(page, 'Your connector is ready')
    await activate(page, page.getByRole('link', { name: 'Go to Connectors' }))
    const name = page.getByRole('link', { name: NAME, exact: true })
    await tabTo(page, name)
    await tabTo(page, page.getByRole('link', { name: 'Overview', exact: true }), 'Shift+Tab')
    await activate(page, name)
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible()
  })

  await test.step('the question before deleting keeps the focus and gives it back', async () => {
    const remove = button(`Delete ${NAME}`)
    await activate(page, remove)
    await expectFocusTrapped(page, page.getByRole('dialog', { name: `Delete ${NAME}?` }))
    await page.keyboard.press('Escape')
    await expect(remove).toBeFocused()
  })
})

test('the first Tab on a page leads past the navigation', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in with Microsoft Entra ID' }).press('Enter')
  await page.getByRole('button', { name: 'Alex Wilber' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Data connectors' })).toBeVisible()
  await page.goto('/data-connectors/connectors')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await tabTo(page, skip)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const isInMain = () => page.getByRole('main').evaluate((main) => main.contains(document.activeElement))
  expect(await isInMain()).toBe(true)
})

test('the tabs of Data connectors are reached and opened by keyboard, and left backwards', async ({
  page,
}) => {
  await signIn(page, 'Alex Wilber')
  await page.goto('/data-connectors')
  const overview = page.getByRole('link', { name: 'Overview', exact: true })
  const connectors = page.getByRole('link', { name: /^Connectors/ })
  await tabTo(page, connectors)
  await tabTo(page, overview, 'Shift+Tab')
  await activate(page, connectors)
  await expect(page).toHaveURL(/\/data-connectors\/connectors$/)
})

/** Each step moves the focus to its heading: a screen reader hears where the wizard is. */
async function expectHeadingFocused(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused()
}
