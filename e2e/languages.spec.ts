import { expect, type Locator, type Page } from '@playwright/test'
import { listenToConsole } from './support/console-errors.ts'
import { test } from './support/demo.ts'
import { EVERY_PAGE, type Places } from './support/every-page.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { expectNothingOutside } from './support/expect-readable.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

startOwnDemo('--connected')

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1440, height: 900 }

const LANGUAGES = [
  { tag: 'sv-SE', connectors: 'Anslutningar', signIn: 'Logga in med Microsoft Entra ID' },
  { tag: 'zh-CN', connectors: '连接器', signIn: '使用 Microsoft Entra ID 登录' },
]

for (const { tag, connectors, signIn } of LANGUAGES) {
  test.describe(`with a browser that prefers ${tag}`, () => {
    test.use({ locale: tag })

    test('every page is in that language, and keeps its words inside', async ({ page }) => {
      test.slow()
      const console = listenToConsole(page)
      await page.goto('/')
      await expect(page.locator('html')).toHaveAttribute('lang', tag)
      await expectAccessible(page, `sign-in, ${tag}`)
      await page.getByRole('button', { name: signIn }).click()
      await page.getByRole('button', { name: 'Megan Bowen' }).click()
      await page.waitForURL((url) => url.pathname.startsWith('/data-connectors'))
      await page.goto('/data-connectors/connectors')
      await expect(page.getByRole('link', { name: connectors }).first()).toBeVisible()
      await expectAccessible(page, `Connectors tab, ${tag}`)
      const places = await findPlaces(page)
      for (const row of EVERY_PAGE) {
        // The wizard has a story of its own, which its words are read by; nobody is signed in where one signs in.
        if (row.file.includes('(wizard)') || row.seenBy === 'nobody signed in') continue
        await lookAt(page, row.address(places), tag)
      }
      console.expectSilence(tag)
    })
  })
}

test('another language is chosen without leaving the page, and stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'Svenska' })
  await expect(page.getByRole('button', { name: LANGUAGES[0]?.signIn ?? '' })).toBeVisible()
  await page.getByRole('button', { name: LANGUAGES[0]?.signIn ?? '' }).click()
  await page.getByRole('button', { name: 'Megan Bowen' }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/data-connectors'))
  await page.goto('/data-connectors')
  await page.getByRole('searchbox').first().fill('wechat')
  await page.getByRole('button', { name: 'Konto för Megan Bowen' }).click()
  await page.getByRole('menuitemradio', { name: '简体中文' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '数据连接器' })).toBeVisible()
  await expect(page.getByRole('searchbox').first()).toHaveValue('wechat')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: '数据连接器' })).toBeVisible()
})

/** What the demo holds, found by its links and not by its words. */
async function findPlaces(page: Page): Promise<Places> {
  const connectorId = (await page.locator('[data-row-id]').first().getAttribute('data-row-id')) ?? ''
  await page.goto(`/data-connectors/connectors/${connectorId}/runs`)
  const runId = await lastOfLink(page, /\/runs\/[^/]+$/)
  await page.goto(`/data-connectors/connectors/${connectorId}/runs/${runId}/items`)
  return { connectorId, runId, itemId: await lastOfLink(page, /\/items\/[^/]+$/), draftId: '' }
}

async function lastOfLink(page: Page, address: RegExp): Promise<string> {
  const links = page.getByRole('main').getByRole('link')
  await expect
    .poll(async () => (await addressesOf(links)).some((href) => address.test(href)), {
      message: `${address}`,
    })
    .toBe(true)
  return (
    (await addressesOf(links))
      .find((href) => address.test(href))
      ?.split('/')
      .at(-1) ?? ''
  )
}

const addressesOf = (links: Locator) =>
  links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))

async function lookAt(page: Page, path: string, tag: string): Promise<void> {
  await page.setViewportSize(DESKTOP)
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await expectNothingOutside(page, `${path}, ${tag}`)
  await attach(page, `${path} ${tag}`)
  await page.setViewportSize(PHONE)
  await expectNothingOutside(page, `${path}, ${tag}, 390 px`)
  await attach(page, `${path} ${tag} 390 px`)
}

async function attach(page: Page, name: string): Promise<void> {
  await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' })
}
