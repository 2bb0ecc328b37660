import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const MAC_PROGRAMS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The Chromium of this machine: PLAYWRIGHT_CHROMIUM, else the first one on the PATH. */
export function findBrowser(env: Record<string, string | undefined>): string | undefined {
  const { PLAYWRIGHT_CHROMIUM: chosen, PATH = '' } = env
  if (chosen) return chosen
  const onPath = PROGRAMS.flatMap((name) => PATH.split(':').map((folder) => join(folder, name)))
  return [...onPath, ...(process.platform === 'darwin' ? MAC_PROGRAMS : [])].find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
