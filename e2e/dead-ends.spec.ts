import { expect, type Page } from '@playwright/test'
import { listenToConsole } from './support/console-errors.ts'
import { readDemo, test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { findInWebLog } from './support/find-in-web-log.ts'
import { holdReads } from './support/hold-reads.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const CONNECTOR = `/data-connectors/connectors/${UNKNOWN}`

// A demo of its own: what is held back here would keep the others waiting.
startOwnDemo('--connected')

const MISSING = [
  { what: 'connector', address: CONNECTOR, title: 'This connector is not here', goesOn: 'All connectors' },
  {
    what: 'run',
    address: `${CONNECTOR}/runs/${UNKNOWN}`,
    title: 'This run is not here',
    goesOn: 'All connectors',
  },
  {
    what: 'connector type',
    address: '/data-connectors/no-such-type',
    title: 'There is no such connector type',
    goesOn: 'Connector types',
  },
  {
    what: 'draft',
    address: `/data-connectors/wechat-archiver/add/${UNKNOWN}/terms`,
    title: 'This draft is not here',
    goesOn: 'Connector types',
  },
  {
    what: 'page',
    address: '/no-such-page',
    title: 'There is nothing at this address',
    goesOn: 'Go to Data connectors',
  },
]

test('what is not there is called by its name, with reasons and a way on', async ({ page }) => {
  const console = listenToConsole(page)
  await signIn(page, 'Megan Bowen')
  for (const { what, address, title, goesOn } of MISSING) {
    await test.step(what, async () => {
      const answer = await page.goto(address)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await expect(page.getByRole('heading', { name: 'Why that may be' })).toBeVisible()
      await expectOneFrame(page)
      await expect(page).toHaveTitle(`${title} - Archive admin center`)
      await expectAccessible(page, `no such ${what}`)
      console.expectSilence(`no such ${what}`, 404)
      await page.getByRole('main').getByRole('link', { name: goesOn }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Data connectors' })).toBeVisible()
    })
  }
})

test('a page that fails says so inside of the app, with a reference, and can be tried again', async ({
  page,
}) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  const link = page.getByRole('row').getByRole('link', { name: 'WeChat Archiver', exact: true })
  const address = `${await link.getAttribute('href')}/settings`
  const held = await holdReads('user_mapping_version')
  try {
    await page.goto(address, { waitUntil: 'commit' })
    await expect(page.getByText('The settings are being read.')).toBeAttached()
    await held.breakOff()
    await expect(page.getByRole('heading', { level: 1, name: 'This page could not be shown' })).toBeVisible()
    const reference = page.getByText(/^Reference \d+/)
    await expect(reference).toBeVisible()
    const line = findInWebLog((await reference.textContent())?.replace('Reference ', ''))
    expect(line).toMatchObject({ msg: 'a page failed', path: address, err: { message: expect.any(String) } })
    await expectOneFrame(page)
    await expectAccessible(page, 'a page that failed')
  } finally {
    await held.release()
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Login to TeleMessage' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toHaveCount(0)
})

test('whoever lacks a role can go on as somebody else', async ({ page }) => {
  const { users } = readDemo()
  const [admin] = users.filter(({ role }) => role === 'Data Connector Admin')
  await signIn(page, 'Lidia Holloway')
  await expect(
    page.getByRole('heading', { level: 1, name: "You don't have access to this page" }),
  ).toBeVisible()
  await expect(page.getByText(/^Reference [0-9a-f]{4}-[0-9a-f]{4}$/)).toBeVisible()
  await expectOneFrame(page)
  await page.getByRole('button', { name: 'Sign in with another account' }).click()
  await page.getByRole('button', { name: admin?.name ?? '' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Data connectors' })).toBeVisible()
})

/** One header to leave by, one main to jump to. */
async function expectOneFrame(page: Page): Promise<void> {
  await expect(page.getByRole('banner')).toHaveCount(1)
  await expect(page.getByRole('main')).toHaveCount(1)
}
