import { expect, type Page } from '@playwright/test'

type SiteLogin = { username: string; password: string }

/** From the product page to User mapping. Leaves a draft there; returns its connector's id. */
export async function walkToMapping(page: Page, login: SiteLogin): Promise<string> {
  await page.goto('/data-connectors/wechat-archiver')
  await page.getByRole('button', { name: 'Add connector' }).click()
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.getByRole('textbox', { name: 'Username' }).fill(login.username)
  await page.getByLabel('Password').fill(login.password)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Trust and continue' }).click()
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'User mapping' })).toBeVisible()
  return idIn(page.url())
}

/** From the product page to Review, with what the wizard proposes. Leaves a draft there; returns its connector's id. */
export async function walkToReview(page: Page, login: SiteLogin): Promise<string> {
  await walkToMapping(page, login)
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible()
  return idIn(page.url())
}

/** The whole wizard, with what it proposes. Ends on its last page; returns the connector's id. */
export async function addConnector(page: Page, login: SiteLogin, name: string): Promise<string> {
  const connectorId = await walkToReview(page, login)
  await page.getByRole('button', { name: 'Edit Connector' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your connector is ready' })).toBeVisible()
  return connectorId
}

function idIn(address: string): string {
  const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(address) ?? []
  if (!id) throw new Error(`No connector's id is in ${address}.`)
  return id
}
