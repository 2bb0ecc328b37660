import { createServer, type Socket } from 'node:net'
import ssh2, { type Connection } from 'ssh2'
import type { ControlPlugin } from '#sandbox/control/control-plugin.ts'
import { listen } from '#sandbox/http/listen.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { HostKey } from '#sandbox/state/host-key.ts'
import { OUTBOX, servePackages } from './serve-packages.ts'
import { openAuthorizedKeys } from './site/authorized-keys.ts'
import { changeHostKey } from './site/change-host-key.ts'
import { judgeLogins } from './site/judge-logins.ts'
import { makeEmptyPackage, oddEntries } from './site/odd-entries.ts'
import { siteControl } from './site/site-control.ts'
import { countFault } from './site/site-counters.ts'
import { createSiteState } from './site/site-state.ts'
import { siteTree } from './site/site-tree.ts'
import { openUploads } from './site/uploads.ts'

export type TelemessageSite = {
  host: string
  port: number
  hostKeyFingerprint: string
  control: ControlPlugin
  close(): Promise<void>
}

/** The TeleMessage site: an SFTP server that shows the packages folder as `/outbox`, for reading. */
export async function startSftp(settings: CompleteSettings, firstKey: HostKey): Promise<TelemessageSite> {
  const state = createSiteState()
  const keys = openAuthorizedKeys(settings.dir)
  const uploads = openUploads(settings.packagesDir)
  const emptyPackage = await makeEmptyPackage()
  const { username, password } = { username: settings.sftpUsername, password: settings.sftpPassword }
  const odd = () => oddEntries(state.knobs.listings, emptyPackage)

  const serve = (client: Connection, socket: Socket) => {
    client.on('error', () => client.end())
    const account = judgeLogins(client, { username, password, keys, state })
    client.on('session', (acceptSession) => {
      acceptSession().on('sftp', (accept, reject) => {
        const loggedIn = account()
        if (!loggedIn?.hasSftp) return reject()
        servePackages(accept(), {
          tree: siteTree({
            account: loggedIn,
            outboxName: OUTBOX.slice(1),
            packagesDir: settings.packagesDir,
            odd,
          }),
          state,
          beforeListing: uploads.onListing,
          // What was sent before arrives; nothing says goodbye.
          cut: () => socket.destroySoon(),
          nowMs: () => performance.now(),
        })
      })
    })
  }

  let hostKey = firstKey
  let ssh = sshServer(hostKey)
  // Listening here and not in ssh2: its own server leaves Nagle's algorithm on, which holds every small reply up and
  // brings a download down to 1 MB/s, also on loopback.
  const sockets = new Set<Socket>()
  const { counters } = state
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy())
    const { answer, maxOpen } = state.knobs.connections
    const fault = maxOpen !== null && sockets.size >= maxOpen ? 'hang-up' : answer
    if (fault === 'hang-up') {
      counters.connections.refused += 1
      socket.destroy()
      return
    }
    sockets.add(socket)
    counters.connections.accepted += 1
    counters.connections.open += 1
    socket.on('close', () => {
      sockets.delete(socket)
      counters.connections.open -= 1
    })
    if (fault === 'normal') ssh.accept(socket, serve)
    else {
      countFault(counters, 'connection-silence')
      // Read and thrown away, or the client's goodbye is never seen.
      socket.resume()
    }
  })
  const port = await listen(server, 'sftpPort', settings.sftpPort, settings.host)

  const control = siteControl({
    settings,
    state,
    keys,
    uploads,
    hostKeyFingerprint: () => hostKey.fingerprint,
    async changeHostKey(type) {
      hostKey = await changeHostKey(settings.dir, type)
      // Connections that are open keep the key that they know.
      ssh = sshServer(hostKey)
    },
  })
  return {
    host: 'localhost',
    port,
    get hostKeyFingerprint() {
      return hostKey.fingerprint
    },
    control,
    close: () =>
      new Promise<void>((resolve) => {
        uploads.abandonAll()
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

type Serve = (client: Connection, socket: Socket) => void

/** ssh2 tells of a connection without its socket: the far end's port says which it is. */
function sshServer(hostKey: HostKey) {
  const waiting = new Map<number, { socket: Socket; serve: Serve }>()
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (client, { port }) => {
    const found = waiting.get(port)
    if (found) found.serve(client, found.socket)
    else client.end()
  })
  return {
    accept(socket: Socket, serve: Serve) {
      const { remotePort } = socket
      // Gone before it was served.
      if (remotePort === undefined) return void socket.destroy()
      waiting.set(remotePort, { socket, serve })
      socket.on('close', () => waiting.delete(remotePort))
      server.injectSocket(socket)
    },
  }
}
