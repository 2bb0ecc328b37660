import { expect } from '@playwright/test'
import { test } from './support/demo.ts'
import { activate, tabTo } from './support/keyboard.ts'
import { signIn } from './support/sign-in.ts'

test('the first Tab on a page leads past the navigation', async ({ page }) => {
  await signIn(page, 'Alex Wilber')
  await page.goto('/data-connectors/connectors')
  await activate(page, page.getByRole('link', { name: 'Skip to the content' }))
  await page.keyboard.press('Tab')
  const isInMain = () => page.getByRole('main').evaluate((main) => main.contains(document.activeElement))
  expect(await isInMain()).toBe(true)
})

test('the tabs of Data connectors are reached and opened by keyboard, and left backwards', async ({
  page,
}) => {
  await signIn(page, 'Alex Wilber')
  await page.goto('/data-connectors')
  const overview = page.getByRole('link', { name: 'Overview', exact: true })
  const connectors = page.getByRole('link', { name: /^Connectors/ })
  await tabTo(page, connectors)
  await tabTo(page, overview, 'Shift+Tab')
  await activate(page, connectors)
  await expect(page).toHaveURL(/\/data-connectors\/connectors$/)
})
