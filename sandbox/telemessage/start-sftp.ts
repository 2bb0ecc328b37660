import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import ssh2 from 'ssh2'
import { listen } from '#sandbox/http/listen.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { HostKey } from '#sandbox/state/host-key.ts'
import { servePackages } from './serve-packages.ts'

/** The TeleMessage site: an SFTP server that shows the packages folder as `/outbox`, to one user, for reading. */
export async function startSftp(settings: CompleteSettings, hostKey: HostKey) {
  const connections = new Set<Socket>()
  const ssh = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (client) => {
    client.on('error', () => client.end())
    client.on('authentication', (context) => {
      const isRight =
        context.method === 'password' &&
        isSame(context.username, settings.sftpUsername) &&
        isSame(context.password, settings.sftpPassword)
      if (isRight) context.accept()
      else context.reject(['password'])
    })
    client.on('ready', () => {
      client.on('session', (acceptSession) => {
        const session = acceptSession()
        session.on('sftp', (acceptSftp) => servePackages(acceptSftp(), settings.packagesDir))
      })
    })
  })
  // Listening here and not in ssh2: its own server leaves Nagle's algorithm on, which holds every small reply up and
  // brings a download down to 1 MB/s, also on loopback.
  const server = createServer({ noDelay: true }, (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    ssh.injectSocket(socket)
  })
  const port = await listen(server, 'sftpPort', settings.sftpPort, settings.host)
  return {
    host: 'localhost',
    port,
    hostKeyFingerprint: hostKey.fingerprint,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of connections) socket.destroy()
      }),
  }
}

/** Compares digests, so that the time taken tells nothing of the length or of the first wrong letter. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
