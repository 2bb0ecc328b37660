import { expect, type Page } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible, expectMenuAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

const NAME = 'WeChat Archiver'
const RUN_TIMEOUT_MS = 90_000
/** The server gives each check up to ten seconds. */
const CHECKS_TIMEOUT_MS = 30_000

// A demo of its own: the spec of the first connector needs one without any, and this one ends with none.
startOwnDemo('--connected')

test.describe.configure({ mode: 'serial' })

test('the product page looks by itself whether everything is there', async ({ page }) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/wechat-archiver')
  const list = page.getByRole('region', { name: 'Before you begin' })
  await expect(list.getByText(/^Checked \d\d:\d\d:\d\d/)).toBeVisible({ timeout: CHECKS_TIMEOUT_MS })
  await expect(list.getByText('6 of 8 confirmed').first()).toBeVisible()
  await expect(list.getByText(/SHA256:[A-Za-z0-9+/]{43}/)).toBeVisible()
  await expectAccessible(page, 'product page, checked')

  await test.step('what only a person can know keeps the name of who confirmed it', async () => {
    await list.getByRole('checkbox', { name: 'WeCom is bound and on the phones' }).check()
    await expect(list.getByText('7 of 8 confirmed').first()).toBeVisible()
    await expect(list.getByText(/Confirmed by Megan Bowen/)).toBeVisible()
    await page.reload()
    await expect(list.getByText(/Confirmed by Megan Bowen/)).toBeVisible()
  })
})

test('a reader sees the checks, and no control that would refuse', async ({ page }) => {
  await signIn(page, 'Alex Wilber')
  await page.goto('/data-connectors/wechat-archiver')
  const list = page.getByRole('region', { name: 'Before you begin' })
  await expect(list.getByText(/^Checked \d\d:\d\d:\d\d/)).toBeVisible({ timeout: CHECKS_TIMEOUT_MS })
  await expect(list.getByText(/Adding a connector needs the role Data Connector Admin/)).toBeVisible()
  await expect(list.getByRole('checkbox')).toHaveCount(0)

  await page.goto('/data-connectors/connectors')
  await expect(page.getByRole('toolbar', { name: 'Commands' }).getByRole('button')).toHaveText([
    'Refresh',
    'Export',
  ])
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await row(page).focus()
  await page.keyboard.press('Enter')
  await expect(details(page).getByRole('link', { name: 'Open connector' })).toBeVisible()
  await expect(details(page).getByRole('button', { name: /^(Sync|Pause)/ })).toHaveCount(0)
})

test('the gallery finds connector types as one types, and says which are not offered', async ({ page }) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors')
  await expectAccessible(page, 'overview with a connector')
  await page.getByRole('searchbox', { name: 'Search connector types' }).fill('signal')
  await expect(page.getByRole('link', { name: `View ${NAME}` })).toHaveCount(0)
  await expect(page.getByText('Signal Archiver')).toBeVisible()
  await expect(page.getByText('Telegram Archiver')).toHaveCount(0)
  await expect(page.getByText('1 connector type', { exact: true })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search connector types' }).fill('nothing like it')
  await expect(page.getByText('No connector type has this in its name.')).toBeVisible()
})

test('a row opens its details by mouse and by keyboard, and the address keeps them', async ({ page }) => {
  test.slow()
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  await expect(row(page).getByText(/^Completed/)).toBeVisible({ timeout: RUN_TIMEOUT_MS })

  await test.step('by mouse', async () => {
    await row(page)
      .getByText(/^Completed/)
      .click()
    await expect(details(page).getByRole('heading', { level: 2, name: NAME })).toBeFocused()
    await expect(page).toHaveURL(/\?connector=[0-9a-f-]{36}$/)
    await expect(details(page).getByText(/Adds up\.$/)).toBeVisible()
    await expectAccessible(page, 'connector details')
    await page.keyboard.press('Escape')
    await expect(details(page)).toHaveCount(0)
    await expect(row(page)).toBeFocused()
    await expect(page).toHaveURL(/\/connectors$/)
  })

  await test.step('by keyboard', async () => {
    await page.keyboard.press('Enter')
    await expect(details(page).getByRole('heading', { level: 2, name: NAME })).toBeFocused()
    await details(page)
      .getByRole('button', { name: `Pause ${NAME}` })
      .click()
    await expect(details(page).getByRole('button', { name: `Resume ${NAME}` })).toBeVisible()
    await expect(details(page).getByRole('button', { name: `Sync ${NAME} now` })).toBeDisabled()
    await details(page)
      .getByRole('button', { name: `Resume ${NAME}` })
      .click()
    await expect(details(page).getByRole('button', { name: `Pause ${NAME}` })).toBeVisible()
  })

  await test.step('by its address', async () => {
    await page.reload()
    await expect(details(page).getByRole('heading', { level: 2, name: NAME })).toBeFocused()
    await details(page).getByRole('button', { name: 'Close' }).click()
    await expect(row(page)).toBeFocused()
  })

  await test.step('its pages are a link away', async () => {
    await page.keyboard.press('Enter')
    const pages = details(page).getByRole('navigation', { name: 'Pages of this connector' })
    await pages.getByRole('link', { name: 'People', exact: true }).click()
    await expect(page.getByRole('table', { name: 'Archived people' })).toBeVisible()
    await expect(page).toHaveURL(/\/people$/)
    await page.goBack()
    await expect(details(page).getByRole('link', { name: `Edit ${NAME}` })).toHaveAttribute(
      'href',
      /\/settings$/,
    )
    await details(page).getByRole('button', { name: 'Close' }).click()
  })

  await test.step('its name goes to its page', async () => {
    await row(page).getByRole('link', { name: NAME, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible()
  })
})

test('what marks and ages mean comes to whoever points at them, and goes with Escape', async ({ page }) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  const tooltip = page.getByRole('tooltip')
  await row(page)
    .getByRole('img', { name: /without a run/ })
    .hover()
  await expect(tooltip.getByRole('listitem').first()).toBeVisible()
  await expectAccessible(page, 'connectors tab with a tooltip')
  await page.keyboard.press('Escape')
  await expect(tooltip).toHaveCount(0)

  const age = row(page).getByRole('button', { name: /\(\d+ \w+ \d{4}, \d\d:\d\d/ })
  await age.focus()
  await expect(tooltip).toHaveText(/^\d+ \w+ \d{4}, \d\d:\d\d/)
  await page.keyboard.press('Tab')
  await expect(tooltip).toHaveCount(0)
})

test('the commands are for the rows that are chosen, and say why they do not apply', async ({ page }) => {
  test.slow()
  await page.setViewportSize({ width: 1440, height: 900 })
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  const command = (name: string) =>
    page.getByRole('toolbar', { name: 'Commands' }).getByRole('button', { name, exact: true })
  const box = page.getByRole('checkbox', { name: `Choose ${NAME}` })

  await test.step('nothing is chosen', async () => {
    await expect(command('Sync now')).toBeDisabled()
    await expect(command('Sync now')).toHaveAccessibleDescription('Choose a connector in the table first.')
    await expect(command('Refresh')).toBeEnabled()
    const mark = row(page).getByRole('img', { name: /^1 (day complete|with problems)/ })
    await expect(mark).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expect(page.getByRole('list', { name: 'What the marks of the last 14 days mean' })).toBeVisible()
  })

  await test.step('a row is chosen by Space, and by its box', async () => {
    await row(page).focus()
    await page.keyboard.press('Space')
    await expect(row(page)).toHaveAttribute('aria-selected', 'true')
    await expect(box).toBeChecked()
    await box.uncheck()
    await expect(command('Pause')).toBeDisabled()
    await page.getByRole('checkbox', { name: 'Choose all connectors of this page' }).check()
    await expect(box).toBeChecked()
    await expect(command('Resume')).toHaveAccessibleDescription(`${NAME} is not paused.`)
    await expectAccessible(page, 'a connector chosen')
  })

  await test.step('it is paused and resumed from there', async () => {
    await command('Pause').click()
    await expect(page.getByText(`Paused: ${NAME}.`)).toBeVisible()
    await expect(row(page).getByText('Paused').first()).toBeVisible()
    await expect(command('Sync now')).toHaveAccessibleDescription(`${NAME} is paused. Resume it first.`)
    await command('Resume').click()
    await expect(page.getByText(`Resumed: ${NAME}.`)).toBeVisible()
    await expect(command('Pause')).toBeEnabled()
  })

  await test.step('deleting asks first', async () => {
    await command('Delete').click()
    await expect(page.getByRole('dialog', { name: `Delete ${NAME}?` })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: `Delete ${NAME}?` })).toHaveCount(0)
  })

  await test.step('what does not fit is in a menu', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(command('Edit')).toBeHidden()
    await page.getByRole('button', { name: 'More commands' }).click()
    await expect(page.getByRole('menuitem', { name: /^Resume/ })).toContainText(`${NAME} is not paused.`)
    await expectMenuAccessible(page, 'commands in a menu')
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await expect(page).toHaveURL(/\/settings$/)
  })
})

test('search, filter and order are in the address', async ({ page }) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  const search = page.getByRole('searchbox', { name: 'Search connectors by name or type' })
  await search.fill('archiver')
  await expect(page).toHaveURL(/\?q=archiver$/)
  await expect(row(page)).toBeVisible()
  await expect(search).toBeFocused()
  await search.fill('nobody has this name')
  await expect(page.getByText('No connector matches this search and filter.')).toBeVisible()
  await expectAccessible(page, 'connectors, nothing found')
  await page.getByRole('link', { name: 'Show all connectors' }).click()
  await expect(row(page)).toBeVisible()
  await expect(search).toHaveValue('')
  await page.getByRole('link', { name: 'Name', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('link', { name: /^Paused/ }).click()
  await expect(page).toHaveURL(/filter=paused/)
  await expect(row(page)).toHaveCount(0)
})

test('the tab says so when it cannot refresh itself, and goes on when it can', async ({ page }) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  await page.clock.install()
  await page.reload()
  await expect(row(page)).toBeVisible()
  await page.route('**/api/auth/session', (route) => route.abort())
  // The page is there before it is alive, and only then it counts.
  await expect(async () => {
    await page.clock.fastForward(31_000)
    await expect(page.getByText(/^Not live, trying again/)).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(row(page)).toBeVisible()
  await page.unroute('**/api/auth/session')
  await expect(async () => {
    await page.clock.fastForward(31_000)
    await expect(page.getByText(/^Not live, trying again/)).toHaveCount(0, { timeout: 1_000 })
  }).toPass()
})

test('without a connector the tab says what one does and where to begin', async ({ page }) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  const address = await row(page).getByRole('link', { name: NAME, exact: true }).getAttribute('href')
  await page.goto(address ?? '')
  await page.getByRole('button', { name: `Delete ${NAME}` }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(NAME)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete connector' }).click()
  await page.waitForURL(/\/data-connectors(\/connectors)?$/)
  await page.goto('/data-connectors/connectors')
  await expect(page.getByRole('heading', { level: 2, name: 'No connectors yet' })).toBeVisible()
  await expectAccessible(page, 'connectors, empty')
  await page.getByRole('link', { name: 'Add WeChat Archiver' }).click()
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible()
})

function row(page: Page) {
  return page.getByRole('row').filter({ hasText: NAME })
}

function details(page: Page) {
  return page.getByRole('dialog', { name: NAME })
}
