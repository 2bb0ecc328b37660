import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { countMessages, readImported } from './support/mailboxes.ts'
import { queryDatabase } from './support/query-database.ts'
import { signIn } from './support/sign-in.ts'
import { startOwnDemo } from './support/start-own-demo.ts'
import { addConnector } from './support/walk-wizard.ts'

const NAME = 'Archiver whose run is cancelled'
const FOLDER = 'WeChat Archiver'
const RUN_TIMEOUT_MS = 120_000
/** Longer than a worker waits itself, so that the mailbox goes back to the queue. */
const RETRY_AFTER_SECONDS = 15
const DELIVERED_FIRST = 8

// A demo of its own: Microsoft 365 asks everybody to wait.
startOwnDemo()

test('a run is cancelled in the middle; what it left is delivered again, and everything is there once', async ({
  page,
  browser,
  demo,
}) => {
  test.slow()
  await turnGraph(demo.control, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    faultsAt: [{ match: 'POST *messages', n: DELIVERED_FIRST + 1, times: 100_000, fault: 'before429' }],
  })
  await signIn(page, 'Megan Bowen')
  const connectorId = await addConnector(page, demo.teleMessage, NAME)
  const [run] = await queryDatabase(`select id from run where connector_id = '${connectorId}'`)
  const address = `/data-connectors/connectors/${connectorId}/runs/${String(run?.id)}`
  const cancel = page.getByRole('button', { name: 'Cancel this run' })
  const dialog = page.getByRole('dialog', { name: 'Cancel this run?' })

  await test.step('it hangs in the middle, and a reader can look and not touch', async () => {
    await page.goto(address)
    await expect
      .poll(async () => countMessages(await readImported(demo.control, FOLDER)), { timeout: RUN_TIMEOUT_MS })
      .toBe(DELIVERED_FIRST)
    await expect(page.getByText(/^Importing · \d+%$/).first()).toBeVisible()
    const reader = await browser.newPage({ baseURL: demo.app })
    await signIn(reader, 'Alex Wilber')
    await reader.goto(address)
    await expect(reader.getByText(/^Importing/).first()).toBeVisible()
    await expect(reader.getByRole('button', { name: /Cancel/ })).toHaveCount(0)
    await reader.close()
  })

  await test.step('the question says what stays, and can be left', async () => {
    await cancel.click()
    await expect(dialog.getByText(/^What is delivered stays in the mailboxes\./)).toBeVisible()
    await expectAccessible(page, 'question before a run is cancelled')
    await page.keyboard.press('Escape')
    await expect(cancel).toBeFocused()
  })

  await test.step('it ends, and what was delivered stays', async () => {
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Cancel run' }).click()
    await expect(page.getByText(/^Cancelled by Megan Bowen,/)).toBeVisible({ timeout: RUN_TIMEOUT_MS })
    await expect(cancel).toHaveCount(0)
    await expect(page.getByText('Adds up')).toHaveCount(2)
    await expect(page.getByText('Run cancelled').first()).toBeVisible()
    expect(countMessages(await readImported(demo.control, FOLDER))).toBe(DELIVERED_FIRST)
    await expectAccessible(page, 'report of a cancelled run')
    expect(
      await queryDatabase(
        `select kind from alert where connector_id = '${connectorId}' and run_id is not null`,
      ),
    ).toEqual([])
    const audited = await queryDatabase(
      `select actor_name, outcome from audit_event where action = 'run.cancel'`,
    )
    expect(audited).toEqual([{ actor_name: 'Megan Bowen', outcome: 'done' }])
  })

  await test.step('what it left is delivered again, once', async () => {
    await turnGraph(demo.control, {})
    await page.getByRole('button', { name: /^Deliver again what this run left/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Deliver \d+ items?$/ })
      .click()
    await expect
      .poll(() => openDeliveries(connectorId), { timeout: RUN_TIMEOUT_MS })
      .toEqual({ open: 0, cancelled: 0, runs: 0 })
    const [{ imported } = {}] = await queryDatabase(
      `select count(*)::int as imported from delivery where connector_id = '${connectorId}' and state = 'imported'`,
    )
    expect(imported).toBeGreaterThan(DELIVERED_FIRST)
    expect(countMessages(await readImported(demo.control, FOLDER))).toBe(imported)
  })
})

async function openDeliveries(connectorId: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await queryDatabase(`
    select count(*) filter (where state in ('pending', 'attempting', 'unconfirmed'))::int as open,
      count(*) filter (where state = 'failed' and reason = 'cancelled')::int as cancelled,
      (select count(*)::int from run where connector_id = '${connectorId}' and finished_at is null) as runs
    from delivery where connector_id = '${connectorId}'`)
  return row
}

async function turnGraph(control: string, knobs: unknown): Promise<void> {
  const response = await fetch(`${control}/knobs/graph`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(knobs),
    signal: AbortSignal.timeout(15_000),
  })
  if (!response.ok) throw new Error(await response.text())
}
