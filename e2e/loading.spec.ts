import { expect, type Page } from '@playwright/test'
import { listenToConsole } from './support/console-errors.ts'
import { test } from './support/demo.ts'
import { expectAccessibleWhileBusy } from './support/expect-accessible.ts'
import { holdReads } from './support/hold-reads.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

// A demo of its own: what is held back here would keep the others waiting.
startOwnDemo('--connected')

test.describe.configure({ mode: 'serial' })

test('the Connectors tab shows eight rows in grey until its connectors are read', async ({ page }) => {
  const console = listenToConsole(page)
  await signIn(page, 'Megan Bowen')
  const held = await holdReads('run')
  try {
    const answer = await page.goto('/data-connectors/connectors', { waitUntil: 'commit' })
    expect(answer?.status()).toBe(200)
    await expect(page.getByRole('heading', { level: 1, name: 'Data connectors' })).toBeVisible()
    await expect(page.getByRole('status').getByText('The connectors are being read.')).toBeAttached()
    await expect(skeleton(page).locator('tbody tr')).toHaveCount(8)
    await expectAccessibleWhileBusy(page, 'connectors, being read')
  } finally {
    await held.release()
  }
  await expect(
    page.getByRole('row').getByRole('link', { name: 'WeChat Archiver', exact: true }),
  ).toBeVisible()
  await expect(skeleton(page)).toHaveCount(0)
  console.expectSilence('connectors, read late')
})

test('a skeleton does not move when one asks to reduce motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, 'Megan Bowen')
  const held = await holdReads('run')
  try {
    await page.goto('/data-connectors/connectors', { waitUntil: 'commit' })
    await expect(skeleton(page)).toBeVisible()
    const isMoving = () =>
      page.evaluate(() => document.getAnimations().some(({ playState }) => playState === 'running'))
    await expect.poll(isMoving).toBe(false)
  } finally {
    await held.release()
  }
})

test('whoever follows a link sees at once that the page is on its way, and then what it is', async ({
  page,
}) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/connectors')
  await page.getByRole('row').getByRole('link', { name: 'WeChat Archiver', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Settings', exact: true })).toBeVisible()

  await test.step('the page that one leaves stays, under a line that moves, until the next one is there', async () => {
    const held = await holdReads('run')
    try {
      await page.getByRole('link', { name: 'Settings', exact: true }).click()
      await expect(page.getByRole('progressbar', { name: 'The page is being loaded.' })).toBeVisible()
      await expect(page.getByRole('status').getByText('The page is being loaded.')).toBeAttached()
    } finally {
      await held.release()
    }
    await expect(page).toHaveURL(/\/settings$/)
    await expect(page.getByRole('progressbar', { name: 'The page is being loaded.' })).toHaveCount(0)
  })

  await test.step('its head comes first, and the rest in grey', async () => {
    const held = await holdReads('user_mapping_version')
    try {
      await page.getByRole('link', { name: 'Overview', exact: true }).click()
      await expect(page.getByRole('link', { name: 'Overview', exact: true })).toHaveAttribute(
        'aria-current',
        'page',
      )
      await expect(skeleton(page)).toBeVisible()
      await expect(page.getByRole('progressbar', { name: 'The page is being loaded.' })).toHaveCount(0)
    } finally {
      await held.release()
    }
    await expect(page.getByRole('heading', { name: 'Next run' })).toBeVisible()
    await expect(skeleton(page)).toHaveCount(0)
  })
})

test('what is not there is a 404 and what one may not see a 403, also while reads are slow', async ({
  page,
}) => {
  await signIn(page, 'Alex Wilber')
  await page.goto('/data-connectors/connectors')
  const link = page.getByRole('row').getByRole('link', { name: 'WeChat Archiver', exact: true })
  const connector = await link.getAttribute('href')
  const held = await holdReads('user_mapping_version')
  try {
    const statusOf = async (address: string) => (await page.request.get(address)).status()
    expect(await statusOf(`/data-connectors/connectors/${UNKNOWN}`)).toBe(404)
    expect(await statusOf(`/data-connectors/connectors/${UNKNOWN}/settings`)).toBe(404)
    expect(await statusOf(`${connector}/runs/${UNKNOWN}`)).toBe(404)
    expect(await statusOf('/data-connectors/no-such-type')).toBe(404)
    expect(await statusOf(`${connector}/mapping/upload`)).toBe(403)
    expect(await statusOf(`${connector}/settings/login`)).toBe(403)
  } finally {
    await held.release()
  }
})

/** What stands in place of the content: the one thing that says it is busy and what with. */
const skeleton = (page: Page) =>
  page
    .getByRole('main')
    .locator('[aria-busy="true"]')
    .filter({ has: page.getByRole('status') })
