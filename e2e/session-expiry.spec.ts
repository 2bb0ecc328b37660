import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { expectAccessible } from './support/expect-accessible.ts'
import { signIn } from './support/sign-in.ts'

test('a session that ends in the wizard loses nothing that was typed', async ({ page, context, demo }) => {
  await signIn(page, 'Megan Bowen')
  await page.goto('/data-connectors/wechat-archiver')
  await page.getByRole('button', { name: 'Add connector' }).click()
  await page.getByRole('button', { name: 'Accept' }).click()
  const username = page.getByRole('textbox', { name: 'Username' })
  const password = page.getByLabel('Password')
  await username.fill('somebody-else')
  await password.fill('typed before the session ended')

  await context.clearCookies()
  await page.getByRole('button', { name: 'Next' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page, 'session ended')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog.getByText('You are not signed in yet.')).toBeVisible()

  const opened = context.waitForEvent('page')
  await dialog.getByRole('link', { name: 'Sign in again' }).click()
  const popup = await opened
  await popup.getByRole('button', { name: 'Sign in with Microsoft Entra ID' }).click()
  await popup.getByRole('button', { name: 'Megan Bowen' }).click()

  await expect(dialog).toBeHidden()
  await expect(username).toHaveValue('somebody-else')
  await expect(password).toHaveValue('typed before the session ended')
  await username.fill(demo.teleMessage.username)
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('This site has not been seen before')).toBeVisible()
})
