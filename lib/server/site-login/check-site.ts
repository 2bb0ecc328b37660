import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import { isPackageFile } from '#lib/domain/package-file.ts'
import type { FoundPackages, PassedCheck, SiteCheck, SiteCheckFacts } from '#lib/domain/site-checks.ts'
import type { SiteFile, SiteLogin, SiteRefusal, SiteStep } from '#lib/sync/ports/source-site.ts'
import type { WebPorts } from '../web-ports.ts'

/** After the login: to open the folder and to read what is in it. */
const LISTING_TIMEOUT_MS = 60_000

export type CheckedSite = { ok: true; hostKey: string; packages: FoundPackages }

/** Logs in to the site and looks into its folder, telling of each check as it passes. Nothing is downloaded. */
export async function checkSite(
  ports: WebPorts,
  login: SiteLogin,
  watcher: { report: (passed: PassedCheck) => void; signal: AbortSignal },
): Promise<CheckedSite | Refusal> {
  const deadline = AbortSignal.timeout(login.timeoutMs + LISTING_TIMEOUT_MS)
  const signal = AbortSignal.any([watcher.signal, deadline])
  let since = ports.clock.now().getTime()
  const passed = (check: SiteCheck, facts: SiteCheckFacts = {}) => {
    const now = ports.clock.now().getTime()
    watcher.report({ check, durationMs: now - since, facts })
    since = now
  }
  try {
    const answer = await ports.site.connect(login, signal, (step) => passed(step.step, factsOf(step)))
    if (!answer.ok) return siteRefusal(answer, login)
    const { session } = answer
    try {
      passed('folder')
      const packages = summarize((await session.list()).filter((file) => isPackageFile(file) && !file.unfit))
      passed('packages', { packages })
      return { ok: true, hostKey: session.hostKey, packages }
    } finally {
      await session.close()
    }
  } catch (error) {
    if (watcher.signal.aborted) return refuse('cancelled')
    const values = valuesOf(login)
    if (deadline.aborted) return refuse('timed-out', { values })
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!code.startsWith('site_')) throw error
    ports.log.warn({ code, host: login.host }, 'site failed after log-in')
    return refuse(code === 'site_without_sftp' ? 'without-sftp' : 'site-interrupted', { values })
  }
}

function factsOf(step: SiteStep): SiteCheckFacts {
  const { step: _, ...facts } = step
  return facts
}

function summarize(packages: SiteFile[]): FoundPackages {
  const newest = packages.reduce<SiteFile | null>(
    (best, file) => (best && best.modifiedAt >= file.modifiedAt ? best : file),
    null,
  )
  return {
    count: packages.length,
    sizeBytes: packages.reduce((sum, file) => sum + file.sizeBytes, 0),
    newest: newest && {
      name: newest.name,
      sizeBytes: newest.sizeBytes,
      modifiedAt: newest.modifiedAt.toISOString(),
    },
  }
}

function siteRefusal(refusal: SiteRefusal, login: SiteLogin): Refusal {
  const { ok: _, reason, ...offered } = refusal
  return refuse(reason, {
    values: { ...valuesOf(login), ...offered },
    ...(reason === 'login-refused' && { fields: { password: ['loginRefused'] } }),
    ...(reason === 'key-refused' && { fields: { privateKey: ['keyRefused'] } }),
    ...(reason === 'folder-not-found' && { fields: { folder: ['folderNotFound'] } }),
  })
}

/** What the sentences of the message files name. */
function valuesOf({ host, port, folder, username, trustedHostKey, timeoutMs }: SiteLogin) {
  const trusted = trustedHostKey ? { trustedHostKey } : {}
  return { host, port, folder, username, seconds: timeoutMs / 1000, ...trusted }
}
