import { afterEach, beforeEach, expect, vi } from 'vitest'

const noted: unknown[][] = []

beforeEach(() => {
  noted.length = 0
  vi.spyOn(console, 'error').mockImplementation((...args) => {
    noted.push(args)
  })
})

/** React and Node say on console.error what nobody reads. A test that expects such a line replaces the method itself. */
afterEach(() => {
  expect(noted, 'console.error was called').toEqual([])
})
