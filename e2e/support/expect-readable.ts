import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectAccessibleColours } from './expect-accessible.ts'

const LIGHT = { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' } as const
const OTHER_LOOKS = [
  { look: 'dark', media: { ...LIGHT, colorScheme: 'dark' } },
  { look: 'high contrast', media: { ...LIGHT, colorScheme: 'dark', forcedColors: 'active' } },
] as const

/** 720 is 1440 at 200 % zoom, 320 is 1280 at 400 % (WCAG 1.4.10). */
const WIDTHS_PX = [720, 390, 320]
const FULL_WIDTH_PX = 1440
const HEIGHT_PX = 900
/** Where tables have turned into cards and the navigation into a drawer: other elements to scan. */
const PHONE_WIDTH_PX = 390

/** The page as it stands: in every look, at every width, on a phone. Goes on after a finding. */
export async function expectReadable(page: Page, state: string): Promise<void> {
  await page.emulateMedia(LIGHT)
  await page.setViewportSize({ width: FULL_WIDTH_PX, height: HEIGHT_PX })
  await expectAccessible(page, state)
  await expectNothingOutside(page, state)
  for (const { look, media } of OTHER_LOOKS) {
    await page.emulateMedia(media)
    await expectAccessibleColours(page, `${state}, ${look}`)
  }
  await page.emulateMedia(LIGHT)
  for (const width of WIDTHS_PX) {
    await page.setViewportSize({ width, height: HEIGHT_PX })
    await expectNothingOutside(page, `${state}, ${width} px`)
    if (width === PHONE_WIDTH_PX) await expectAccessible(page, `${state}, ${width} px`)
  }
  await page.setViewportSize({ width: FULL_WIDTH_PX, height: HEIGHT_PX })
}

/** The same page with fewer controls, for somebody else: wide and on a phone. */
export async function expectReadableBriefly(page: Page, state: string): Promise<void> {
  await page.emulateMedia(LIGHT)
  await page.setViewportSize({ width: FULL_WIDTH_PX, height: HEIGHT_PX })
  await expectAccessible(page, state)
  await page.setViewportSize({ width: PHONE_WIDTH_PX, height: HEIGHT_PX })
  await expectNothingOutside(page, `${state}, ${PHONE_WIDTH_PX} px`)
}

/**
 * Nobody scrolls in two directions to read a line, and nothing is cut off at the right. What must be wide, a table
 * say, scrolls inside a frame of its own below the page's main part.
 */
export async function expectNothingOutside(page: Page, state: string): Promise<void> {
  const found = await page.evaluate(() => {
    const { clientWidth: edge, scrollWidth } = document.documentElement
    const main = document.querySelector('main')
    /** Scrolls by itself, or is one pixel of text for screen readers. */
    const isFrame = (element: Element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowX) || element.clientWidth <= 1
    const hasOwnFrame = (element: Element): boolean => {
      for (let frame = element.parentElement; frame && frame !== main; frame = frame.parentElement) {
        if (frame.contains(main)) return false
        if (isFrame(frame)) return true
      }
      return false
    }
    const outside = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, left, width } = element.getBoundingClientRect()
      // A closed drawer begins behind the edge.
      return width > 1 && right > edge + 1 && left < edge && !hasOwnFrame(element)
    })
    return {
      scrollsByPx: scrollWidth - edge,
      outside: outside.slice(0, 3).map((element) => element.outerHTML.slice(0, 160)),
    }
  })
  expect.soft(found, `${state}: beyond the right edge`).toEqual({ scrollsByPx: 0, outside: [] })
}
