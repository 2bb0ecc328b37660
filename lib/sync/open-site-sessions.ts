import type { ClaimedRun } from './ledger/run-ledger.ts'
import type { Log } from './ports/log.ts'
import type { DownloadOutcome, SiteFile, SiteSecrets, SiteSession, SourceSite } from './ports/source-site.ts'
import { codeOf, SyncError } from './sync-error.ts'

/** Whose site it is. */
export type SiteOwner = Pick<ClaimedRun, 'tenantId' | 'connectorId' | 'runId'> & {
  connector: Pick<ClaimedRun['connector'], 'site'>
}

export type SiteSessionPorts = { site: SourceSite; secrets: SiteSecrets; log: Log }

/** The site as one fetch sees it: a session, and a new one after a download that ended it. */
export type SiteSessions = {
  list(): Promise<SiteFile[]>
  /** A download that was cut or stalled is that package's refusal; the next package gets a new session. */
  download(file: SiteFile, toPath: string, maxBytes: number): Promise<DownloadOutcome>
  close(): Promise<void>
}

/** A session has its own deadlines; this is for a site that trickles so slowly that none of them ever passes. */
const LONGEST_FETCH_MS = 6 * 3_600_000
/** A few bad packages must not hold up the good ones; a site that drops everything must not be asked for ever. */
const MOST_RECONNECTS = 5

/** @throws {SyncError} when the site cannot be used, with the site's reason as its code. */
export async function openSiteSessions(ports: SiteSessionPorts, run: SiteOwner): Promise<SiteSessions> {
  const signal = AbortSignal.timeout(LONGEST_FETCH_MS)
  let session: SiteSession | null = await connect(ports, run, signal)
  let reconnects = 0

  async function current(): Promise<SiteSession> {
    if (session) return session
    if (reconnects >= MOST_RECONNECTS) throw connectionLost()
    reconnects += 1
    session = await connect(ports, run, signal)
    return session
  }

  async function end(): Promise<void> {
    const ended = session
    session = null
    // The faults of a session that is over are told already.
    await ended?.close().catch(() => undefined)
  }

  return {
    async list() {
      try {
        return await (await current()).list()
      } catch (error) {
        throw siteFault(error)
      }
    },
    async download(file, toPath, maxBytes) {
      const open = await current()
      try {
        return await open.download(file, toPath, maxBytes)
      } catch (error) {
        if (signal.aborted) throw tooSlow(error)
        if (!SESSION_ENDED.has(codeOf(error))) throw siteFault(error)
        ports.log.warn({ runId: run.runId, package: file.name, code: codeOf(error) }, 'session ended')
        await end()
        // Whether it is the package or the site shows at once: the site answers again, or the fetch ends here.
        await current()
        return { ok: false, reason: 'download-failed', detail: messageOf(error) }
      }
    },
    close: end,
  }
}

const SESSION_ENDED = new Set(['site_connection_lost', 'site_timed_out'])

async function connect(ports: SiteSessionPorts, run: SiteOwner, signal: AbortSignal): Promise<SiteSession> {
  const credential = await ports.secrets.siteCredential(run.tenantId, run.connectorId)
  const answer = await ports.site.connect({ ...run.connector.site, credential }, signal).catch((error) => {
    throw siteFault(error)
  })
  if (answer.ok) return answer.session
  throw new SyncError(`site-${answer.reason}`, `The TeleMessage site could not be used: ${answer.reason}.`, {
    isTransient: TRANSIENT_REFUSALS.has(answer.reason),
  })
}

const TRANSIENT_REFUSALS = new Set(['host-not-found', 'unreachable', 'no-ssh', 'timed-out'])

function connectionLost(): SyncError {
  return new SyncError(
    'site-connection-lost',
    `The connection to the TeleMessage site ended ${MOST_RECONNECTS + 1} times.`,
    { isTransient: true },
  )
}

function tooSlow(cause: unknown): SyncError {
  return new SyncError('site-timed-out', `The packages did not arrive within ${LONGEST_FETCH_MS} ms.`, {
    isTransient: true,
    cause,
  })
}

/** A fault of the site gets the code that a report shows; a fault of this machine (a full disk, say) stays what it is. */
function siteFault(error: unknown): unknown {
  const code = codeOf(error)
  if (error instanceof SyncError || !code.startsWith('site_')) return error
  return new SyncError(code.replaceAll('_', '-'), messageOf(error), {
    isTransient: !LASTING_FAULTS.has(code),
    cause: error,
  })
}

const LASTING_FAULTS = new Set(['site_without_sftp', 'site_too_many_files'])

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
