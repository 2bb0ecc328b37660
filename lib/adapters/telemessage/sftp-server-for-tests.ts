import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2'

export type MisbehavingServer = {
  port: number
  /** Every way of logging in that a client tried, in order. */
  logins: string[]
  close: () => void
}

export type Misbehaviour = {
  /** Called instead of answering a READ. */
  onRead?: (request: {
    read: number
    answer: (data: Buffer) => void
    fail: () => void
    end: () => void
    drop: () => void
  }) => void
  /** The size that FSTAT tells, at its n-th call. */
  sizeAt?: (call: number) => number
  /** Without a mode: without any attribute. */
  names?: { filename: string; mode?: number }[]
  hasNoSftp?: boolean
}

const STATUS = ssh2.utils.sftp.STATUS_CODE
const FILE = 0o100644
const FOLDER = 0o040755

/** An SFTP server that does one thing wrong. The sandbox's does everything right, so it cannot stand in here. */
export async function startMisbehavingServer(misbehaviour: Misbehaviour = {}): Promise<MisbehavingServer> {
  const logins: string[] = []
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const connections = new Set<ssh2.Connection>()
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (connection) => {
    connections.add(connection)
    connection.on('error', () => {})
    connection.on('authentication', (context) => {
      logins.push(context.method)
      if (context.method === 'password' && context.password === 'right') context.accept()
      else context.reject(['password'])
    })
    connection.on('session', (accept) => {
      const session = accept()
      if (misbehaviour.hasNoSftp) session.on('sftp', (_accept, reject) => reject())
      else session.on('sftp', (acceptSftp) => serve(acceptSftp(), misbehaviour, () => connection.end()))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    logins,
    close: () => {
      for (const connection of connections) connection.end()
      server.close()
    },
  }
}

function serve(sftp: SFTPWrapper, { onRead, sizeAt, names = [] }: Misbehaviour, drop: () => void): void {
  let [reads, stats, isListed] = [0, 0, false]
  const attributes = (mode: number, size = 0): Attributes => ({
    mode,
    size,
    uid: 0,
    gid: 0,
    atime: 0,
    mtime: 1_700_000_000,
  })
  sftp.on('STAT', (id, path) => {
    if (path === '/outbox') sftp.attrs(id, attributes(FOLDER))
    else sftp.status(id, path === '/secret' ? STATUS.PERMISSION_DENIED : STATUS.NO_SUCH_FILE)
  })
  sftp.on('FSTAT', (id) => sftp.attrs(id, attributes(FILE, sizeAt?.(stats++) ?? 0)))
  sftp.on('OPEN', (id) => sftp.handle(id, Buffer.from('file')))
  sftp.on('OPENDIR', (id) => sftp.handle(id, Buffer.from('folder')))
  sftp.on('READDIR', (id) => {
    if (isListed) return sftp.status(id, STATUS.EOF)
    isListed = true
    sftp.name(
      id,
      names.map(({ filename, mode }) => ({
        filename,
        longname: filename,
        attrs: mode === undefined ? ({} as Attributes) : attributes(mode, 5),
      })),
    )
  })
  sftp.on('READ', (id, _handle, _offset, length) => {
    const read = reads++
    onRead?.({
      read,
      answer: (data) => sftp.data(id, data.subarray(0, length)),
      fail: () => sftp.status(id, STATUS.FAILURE),
      end: () => sftp.status(id, STATUS.EOF),
      drop,
    })
  })
  sftp.on('CLOSE', (id) => sftp.status(id, STATUS.OK))
}
