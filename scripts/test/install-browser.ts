import { join } from 'node:path'
import { findBrowser } from './find-browser.ts'
import { runCommand } from './run-command.ts'

const UPDATE_TIMEOUT_MS = 3 * 60_000
const INSTALL_TIMEOUT_MS = 8 * 60_000

/**
 * Makes sure that there is a browser: the system's, else Debian's when we may install it, else Playwright's own.
 * Returns the path for PLAYWRIGHT_CHROMIUM, or undefined when Playwright finds its own.
 *
 * @throws when none can be had.
 */
export async function installBrowser(projectDir: string): Promise<string | undefined> {
  const present = findBrowser(process.env)
  if (present) return present
  if (process.getuid?.() === 0 && process.platform === 'linux') {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await runCommand('apt-get', ['update', '-qq'], { cwd: projectDir, env, timeoutMs: UPDATE_TIMEOUT_MS })
    // Without a Chinese font every screenshot of a message is a row of boxes.
    const packages = ['chromium', 'fonts-noto-cjk']
    const code = await runCommand(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', ...packages],
      {
        cwd: projectDir,
        env,
        timeoutMs: INSTALL_TIMEOUT_MS,
      },
    )
    const installed = findBrowser(process.env)
    if (code === 0 && installed) return installed
  }
  const cli = join(projectDir, 'node_modules/playwright/cli.js')
  const code = await runCommand(process.execPath, [cli, 'install', 'chromium'], {
    cwd: projectDir,
    env: process.env,
    timeoutMs: INSTALL_TIMEOUT_MS,
  })
  if (code === 0) return undefined
  throw new Error(
    'No browser could be found or installed. Install Chromium, or set PLAYWRIGHT_CHROMIUM to the path of one.',
  )
}
