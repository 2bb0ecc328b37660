import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { signIn } from './support/sign-in.ts'

test('nobody sees anything before signing in', async ({ page }) => {
  await page.goto('/data-connectors/connectors')
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft Entra ID' })).toBeVisible()
})

test('a reader may look and not add', async ({ page }) => {
  await signIn(page, 'Alex Wilber')
  await page.goto('/data-connectors/wechat-archiver')
  await expect(page.getByRole('heading', { level: 1, name: 'WeChat Archiver' })).toBeVisible()
  await expect(page.getByText('Adding a connector needs the role Data Connector Admin.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add connector' })).toHaveCount(0)
})

test('a person without a role is told which one is missing', async ({ page }) => {
  await signIn(page, 'Lidia Holloway')
  const response = await page.goto('/data-connectors')
  expect(response?.status()).toBe(403)
  await expect(
    page.getByRole('heading', { level: 1, name: "You don't have access to this page" }),
  ).toBeVisible()
  await expect(page.getByText('Data Connector Reader')).toBeVisible()
})

test('the API refuses a caller without its token', async ({ request }) => {
  const refused = await request.post('/api/sync', {
    headers: { authorization: 'Bearer not-the-token-at-all' },
  })
  expect(refused.status()).toBe(401)
})
