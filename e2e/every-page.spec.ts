import { type BrowserContext, expect, type Page } from '@playwright/test'
import { listenToConsole } from './support/console-errors.ts'
import { FACTS_VARIABLE, readDemo, test } from './support/demo.ts'
import { EVERY_PAGE, type PageRow, type Places, pageFiles } from './support/every-page.ts'
import { expectReadable, expectReadableBriefly } from './support/expect-readable.ts'
import { signIn } from './support/sign-in.ts'
import startDemo from './support/start-demo.ts'
import { addConnector, walkToReview } from './support/walk-wizard.ts'

const NAME = 'WeChat Archiver, every page'
const START_TIMEOUT_MS = 3 * 60_000
const RUN_TIMEOUT_MS = 90_000

type Person = { page: Page; context: BrowserContext; console: ReturnType<typeof listenToConsole> }

// A demo of its own: the empty states are only there before anything is set up, and nothing may change meanwhile.
let stopDemo: (() => Promise<void>) | undefined
let admin: Person
let reader: Person
let nobody: Person
const sharedFacts = process.env[FACTS_VARIABLE]

test.describe.configure({ mode: 'default' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(START_TIMEOUT_MS)
  stopDemo = await startDemo()
  const { app } = readDemo()
  const open = async (): Promise<Person> => {
    const context = await browser.newContext({ baseURL: app, locale: 'en-US', timezoneId: 'UTC' })
    const page = await context.newPage()
    return { page, context, console: listenToConsole(page) }
  }
  admin = await open()
  reader = await open()
  nobody = await open()
  await signIn(admin.page, 'Megan Bowen')
  await signIn(reader.page, 'Alex Wilber')
})

test.afterAll(async () => {
  test.setTimeout(START_TIMEOUT_MS)
  for (const person of [admin, reader, nobody]) await person?.context.close()
  await stopDemo?.()
  // The next spec of this process uses the shared one again.
  process.env[FACTS_VARIABLE] = sharedFacts
})

test('every page of the app is in the table of pages', () => {
  expect(EVERY_PAGE.map(({ file }) => file).sort()).toEqual(pageFiles())
})

test('before anything is set up', async () => {
  for (const { page, console } of [admin, reader]) {
    const who = page === admin.page ? 'admin' : 'reader'
    await page.goto('/data-connectors/connectors')
    await expect(page.getByRole('heading', { name: 'No connectors yet' })).toBeVisible()
    await (page === reader.page ? expectReadableBriefly : expectReadable)(page, `no connectors yet, ${who}`)
    console.expectSilence(`no connectors yet, ${who}`)
  }
})

test.describe('with a connector and a draft', () => {
  let places: Places

  test.beforeAll(async () => {
    test.setTimeout(START_TIMEOUT_MS)
    const { teleMessage } = readDemo()
    const { page } = admin
    const connectorId = await addConnector(page, teleMessage, NAME)
    const draftId = await walkToReview(page, teleMessage)
    await page.goto(`/data-connectors/connectors/${connectorId}/runs`)
    const report = page.getByRole('main').locator(`a[href*="/${connectorId}/runs/"]`).first()
    await expect(async () => {
      await page.reload()
      await expect(page.getByRole('table').getByText(/^Completed/)).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: RUN_TIMEOUT_MS })
    const runId = (await report.getAttribute('href'))?.split('/').at(-1) ?? ''
    await page.goto(`/data-connectors/connectors/${connectorId}/runs/${runId}/items`)
    const item = page.getByRole('table').getByRole('link').first()
    const itemId = (await item.getAttribute('href'))?.split('/').at(-1) ?? ''
    places = { connectorId, runId, itemId, draftId }
  })

  for (const row of EVERY_PAGE) {
    test(`${row.file} is readable in every look and at every width`, async () => {
      for (const [who, person] of viewersOf(row)) {
        await person.page.goto(row.address(places))
        await expect(person.page.getByRole('heading', { level: 1, name: row.heading })).toBeVisible()
        const expectIt = who === 'reader' ? expectReadableBriefly : expectReadable
        await expectIt(person.page, `${row.file}, ${who}`)
        person.console.expectSilence(`${row.file}, ${who}`)
      }
    })
  }

  for (const row of EVERY_PAGE.filter(({ seenBy }) => seenBy === 'admin')) {
    test(`${row.file} turns a reader away, with the role that is missing`, async () => {
      const answer = await reader.page.goto(row.address(places))
      expect(answer?.status()).toBe(403)
      await expect(reader.page.getByText('Data Connector Admin').first()).toBeVisible()
    })
  }

  test('what is not there, and what somebody may not see', async () => {
    const { connectorId, runId } = places
    const unknown = '00000000-0000-4000-8000-000000000000'
    const missing = [
      '/no-such-page',
      '/data-connectors/no-such-type',
      `/data-connectors/connectors/${unknown}`,
      `/data-connectors/connectors/${unknown}/runs/${runId}`,
      `/data-connectors/connectors/${connectorId}/runs/${unknown}`,
      `/data-connectors/connectors/${connectorId}/runs/${runId}/items/999999999`,
    ]
    for (const address of missing) {
      const answer = await admin.page.goto(address)
      expect.soft(answer?.status(), address).toBe(404)
      await expect(admin.page.getByRole('heading', { level: 1 })).toBeVisible()
      admin.console.expectSilence(address, 404)
    }
    await expectReadable(admin.page, 'not found')

    await reader.page.goto(`/data-connectors/wechat-archiver/add/${places.draftId}/review`)
    await expectReadable(reader.page, 'no permission, reader')
    reader.console.expectSilence('no permission, reader', 403)

    await nobody.page.goto('/sign-in?error=AccessDenied')
    await expect(nobody.page.getByText('Code: AccessDenied')).toBeVisible()
    await expectReadable(nobody.page, 'sign-in refused')
    await signIn(nobody.page, 'Lidia Holloway')
    await expect(nobody.page.getByText('Data Connector Reader').first()).toBeVisible()
    await expectReadable(nobody.page, 'no permission, no role')
    nobody.console.expectSilence('no permission, no role', 403)
  })
})

function viewersOf({ seenBy }: PageRow): [string, Person][] {
  if (seenBy === 'nobody signed in') return [['nobody', nobody]]
  return seenBy === 'admin'
    ? [['admin', admin]]
    : [
        ['admin', admin],
        ['reader', reader],
      ]
}
