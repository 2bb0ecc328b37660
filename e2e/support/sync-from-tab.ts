import type { Page } from '@playwright/test'

/** Chooses a connector on the Connectors tab and has it synced now. */
export async function syncFromTab(page: Page, name: string): Promise<void> {
  await page.getByRole('checkbox', { name: `Choose ${name}` }).check()
  await page
    .getByRole('toolbar', { name: 'Commands' })
    .getByRole('button', { name: 'Sync now', exact: true })
    .click()
}
