import { expect, type Page } from '@playwright/test'

/** Listens to a page's console. What is said there is a hydration error, a refused style, or a fault of a component. */
export function listenToConsole(page: Page) {
  const said: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => said.push(String(error)))
  return {
    /** @param answeredWith a status other than 200 that the page itself is meant to have: browsers report that as well. */
    expectSilence(state: string, answeredWith?: 403 | 404): void {
      const unexpected = said.filter((line) => !answeredWith || !line.includes(`status of ${answeredWith}`))
      expect.soft(unexpected, `${state}: console`).toEqual([])
      said.length = 0
    },
  }
}
