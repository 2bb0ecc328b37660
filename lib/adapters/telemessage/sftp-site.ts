import type { SFTPWrapper } from 'ssh2'
import type { SiteLogin, SiteSession, SourceSite } from '#lib/sync/ports/source-site.ts'
import { openConnection, type SshConnection } from './open-connection.ts'
import { SftpSession } from './sftp-session.ts'
import { SiteError } from './site-error.ts'

export type SftpSiteOptions = {
  /** Keeps the wizard from reaching into the network: only these hosts are ever connected to. */
  allowedHosts: (host: string, port: number) => boolean
  /** Longest silence of the site inside a request. */
  requestTimeoutMs: number
}

/**
 * A TeleMessage site over SFTP, by ssh2 itself. ssh2-sftp-client adds reconnecting and console listeners, and its
 * errors no longer say at which step a connection failed.
 */
export function createSftpSite(options: SftpSiteOptions): SourceSite {
  return {
    async connect(login, signal, onStep = () => {}) {
      signal.throwIfAborted()
      if (!options.allowedHosts(login.host, login.port)) return { ok: false, reason: 'host-not-allowed' }
      const opened = await openConnection(login, signal, onStep)
      if (!opened.ok) return opened
      try {
        const session = await openSession(opened, login, options, signal)
        if (session) return { ok: true, session }
        opened.client.end()
        return { ok: false, reason: 'folder-not-found' }
      } catch (error) {
        opened.client.destroy()
        throw error
      }
    },
  }
}

/** @returns null when there is no such folder, or this login may not see it. */
async function openSession(
  { client, hostKey }: SshConnection,
  login: SiteLogin,
  { requestTimeoutMs }: SftpSiteOptions,
  signal: AbortSignal,
): Promise<SiteSession | null> {
  const session = new SftpSession({ client, hostKey, folder: login.folder, requestTimeoutMs, signal })
  const sftp = await session
    .request<SFTPWrapper>((done) => client.sftp(done))
    .catch((cause: unknown) => {
      if (cause instanceof SiteError && cause.code === 'site_refused_request') {
        throw new SiteError('site_without_sftp', 'The site does not offer SFTP.', cause)
      }
      throw cause
    })
  return (await session.enter(sftp)) ? session : null
}
