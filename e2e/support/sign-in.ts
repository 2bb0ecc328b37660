import type { Page } from '@playwright/test'

/** Signs a person of the sandbox in, through the pages that they would see. */
export async function signIn(page: Page, personName: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in with Microsoft Entra ID' }).click()
  await page.getByRole('button', { name: personName }).click()
  await page.waitForURL(
    (url) => !url.pathname.startsWith('/sign-in') && !url.pathname.startsWith('/interaction'),
  )
}
