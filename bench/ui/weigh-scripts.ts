import { chromium } from 'playwright'
import { findBrowser } from '#scripts/test/find-browser.ts'

const LOAD_TIMEOUT_MS = 60_000

export type WeighedPage = { path: string; scriptKiB: number }

/** What each page's scripts weigh on the line, in a browser that has never been here, until the page is quiet. */
export async function weighScripts(
  appUrl: string,
  cookie: string,
  paths: readonly string[],
): Promise<WeighedPage[]> {
  const executablePath = findBrowser(process.env)
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const weighed: WeighedPage[] = []
  try {
    for (const path of paths) {
      const context = await browser.newContext({ extraHTTPHeaders: { cookie } })
      const page = await context.newPage()
      const devtools = await context.newCDPSession(page)
      await devtools.send('Network.enable')
      const scripts = new Set<string>()
      let bytes = 0
      devtools.on('Network.responseReceived', ({ requestId, type }) => {
        if (type === 'Script') scripts.add(requestId)
      })
      devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (scripts.has(requestId)) bytes += encodedDataLength
      })
      const answer = await page.goto(appUrl + path, { waitUntil: 'load', timeout: LOAD_TIMEOUT_MS })
      if (!answer?.ok()) throw new Error(`${path} was answered ${answer?.status()}.`)
      // Live pages are never idle on the line: what comes later than this is no part of the first load.
      await page.waitForTimeout(SETTLE_MS)
      weighed.push({ path, scriptKiB: bytes / 1024 })
      await context.close()
    }
  } finally {
    await browser.close()
  }
  return weighed
}

const SETTLE_MS = 2_000
