import type { Locator, Page } from '@playwright/test'

/** By its city. The list opens to what is typed, key by key, and not to a value that is set. */
export async function chooseTimeZone(page: Page, dialog: Locator, city: string): Promise<void> {
  const zone = dialog.getByRole('combobox', { name: 'Time zone' })
  await zone.fill('')
  await zone.pressSequentially(city)
  await page.getByRole('option', { name: new RegExp(`/${city}`) }).click()
}
