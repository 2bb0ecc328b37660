import ssh2, { type FileEntry, type SFTPWrapper } from 'ssh2'
import { countFault } from './site/site-counters.ts'
import type { FileRule } from './site/site-knobs.ts'
import { attributesFor, FILE_TYPE, type OpenFile, type SiteNode, toFileEntry } from './site/site-node.ts'
import type { SiteState } from './site/site-state.ts'
import { absolutePath, type SiteTree } from './site/site-tree.ts'
import { paceTransfer, type TransferPace } from './site/transfer-pace.ts'

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp

export const OUTBOX = '/outbox'

/** As OpenSSH has them. */
const MAX_READ_BYTES = 255 * 1024
/** Clients end the connection at a packet of more than 256 KiB. */
const MAX_LISTING_BYTES = 200 * 1024
const MAX_HANDLES = 1024

type DirectoryHandle = { kind: 'directory'; entries: FileEntry[]; sent: number }

type FileHandle = {
  kind: 'file'
  file: OpenFile
  rule: FileRule | null
  pace: TransferPace
  /** Reads whose bytes are still on their way; a cut waits for them, so that it comes where the rule says. */
  pendingReads: number
  isCut: boolean
}
type Handle = FileHandle | DirectoryHandle

export type ServedSite = {
  tree: SiteTree
  state: SiteState
  /** Before a folder is read. */
  beforeListing: () => Promise<void>
  /** Drops the TCP connection. */
  cut: () => void
  /** A clock that never goes back. */
  nowMs: () => number
}

/**
 * Answers SFTP requests over the tree that an account sees, for reading; requests that would write are answered by ssh2
 * itself, as unsupported. What the knobs break is broken here.
 */
export function servePackages(sftp: SFTPWrapper, site: ServedSite): void {
  const { state, tree } = site
  const { counters } = state
  const handles = new Map<number, Handle>()
  let nextHandle = 0
  let isClosed = false

  const soon = (delayMs: number, work: () => void) => {
    if (delayMs <= 0) return work()
    setTimeout(() => {
      if (!isClosed) work()
    }, delayMs).unref()
  }
  const answer = (id: number, work: () => Promise<unknown> | unknown) =>
    soon(state.knobs.latencyMs, () => {
      Promise.resolve()
        .then(work)
        .catch((error: unknown) => {
          if (!isClosed) sftp.status(id, statusFor(error))
        })
    })
  const find = (handle: Buffer) => (handle.length === 4 ? handles.get(handle.readUInt32BE(0)) : undefined)
  const give = (id: number, handle: Handle) => {
    nextHandle += 1
    handles.set(nextHandle, handle)
    const name = Buffer.alloc(4)
    name.writeUInt32BE(nextHandle)
    sftp.handle(id, name)
  }
  const fault = (name: string) => countFault(counters, name)

  const sendAttributes = (id: number, path: string, follow: boolean) =>
    answer(id, async () => {
      const node = await tree.find(path, follow)
      if (node) sftp.attrs(id, toldAttributes(node, state))
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
    })
  sftp.on('STAT', (id, path) => sendAttributes(id, path, true))
  sftp.on('LSTAT', (id, path) => sendAttributes(id, path, false))

  sftp.on('REALPATH', (id, path) =>
    answer(id, () => {
      const resolved = absolutePath(path)
      sftp.name(id, [toFileEntry(resolved, attributesFor(FILE_TYPE.folder | 0o755, 4096, new Date(0)))])
    }),
  )

  sftp.on('READLINK', (id, path) =>
    answer(id, async () => {
      const node = await tree.find(path, false)
      if (node?.kind !== 'link') return sftp.status(id, node ? STATUS_CODE.FAILURE : STATUS_CODE.NO_SUCH_FILE)
      sftp.name(id, [toFileEntry(node.target, node.attributes)])
    }),
  )

  sftp.on('FSTAT', (id, handle) =>
    answer(id, async () => {
      const found = find(handle)
      if (found?.kind !== 'file') return sftp.status(id, STATUS_CODE.FAILURE)
      sftp.attrs(id, await found.file.attributes())
    }),
  )

  sftp.on('OPENDIR', (id, path) =>
    answer(id, async () => {
      if (handles.size >= MAX_HANDLES) return sftp.status(id, STATUS_CODE.FAILURE)
      await site.beforeListing()
      const node = await tree.find(path, true)
      if (!node) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
      // What OpenSSH says when a file is opened as a folder: opendir fails with ENOTDIR.
      if (node.kind !== 'folder') return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
      const nodes = await node.list()
      counters.listings += 1
      give(id, { kind: 'directory', entries: toListing(node, nodes, state), sent: 0 })
    }),
  )

  sftp.on('READDIR', (id, handle) =>
    answer(id, () => {
      const found = find(handle)
      if (found?.kind !== 'directory') return sftp.status(id, STATUS_CODE.FAILURE)
      const { afterEntries, entriesPerReply, fault: kind } = state.knobs.listings
      const untilFault = kind === 'none' ? Infinity : afterEntries - found.sent
      if (untilFault <= 0) {
        fault(`listing-${kind}`)
        if (kind === 'cut') site.cut()
        else if (kind !== 'stall') {
          const isDenied = kind === 'permission-denied'
          sftp.status(id, isDenied ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE)
        }
        return
      }
      const entries = oneReply(found, Math.min(entriesPerReply, untilFault))
      found.sent += entries.length
      if (entries.length === 0) sftp.status(id, STATUS_CODE.EOF)
      else sftp.name(id, entries)
    }),
  )

  sftp.on('OPEN', (id, path, flags) =>
    answer(id, async () => {
      if (flags !== OPEN_MODE.READ) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED)
      if (handles.size >= MAX_HANDLES) return sftp.status(id, STATUS_CODE.FAILURE)
      const node = await tree.find(path, true)
      if (!node) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
      if (node.kind !== 'file') return sftp.status(id, STATUS_CODE.FAILURE)
      const rule = state.ruleForOpening(path.slice(path.lastIndexOf('/') + 1))
      if (rule?.refuseOpen) {
        fault(`open-${rule.refuseOpen}`)
        return sftp.status(id, REFUSALS[rule.refuseOpen])
      }
      const file = await node.open()
      if (isClosed) return file.close()
      counters.opens += 1
      counters.openFiles += 1
      const pace = paceTransfer(rule, site.nowMs)
      give(id, { kind: 'file', file, rule, pace, pendingReads: 0, isCut: false })
    }),
  )

  sftp.on('READ', (id, handle, offset, length) =>
    answer(id, () => {
      const found = find(handle)
      if (found?.kind !== 'file') return sftp.status(id, STATUS_CODE.FAILURE)
      counters.reads += 1
      const step = found.pace.next(offset, Math.min(length, MAX_READ_BYTES))
      if (step.kind === 'send') return send(id, found, offset, step.lengthBytes, step.delayMs)
      if (step.kind === 'end') return sftp.status(id, STATUS_CODE.EOF)
      fault(`read-${step.kind}`)
      if (step.kind === 'fail') return sftp.status(id, STATUS_CODE.FAILURE)
      if (step.kind === 'cut') cutWhenSent(found)
    }),
  )

  async function send(id: number, handle: FileHandle, offset: number, lengthBytes: number, delayMs: number) {
    handle.pendingReads += 1
    counters.readsInFlight += 1
    counters.mostReadsInFlight = Math.max(counters.mostReadsInFlight, counters.readsInFlight)
    try {
      const buffer = Buffer.allocUnsafe(lengthBytes)
      const bytesRead = await handle.file.read(buffer, offset)
      handle.pace.giveBack(lengthBytes - bytesRead)
      if (delayMs > 0) await new Promise<void>((resolve) => void setTimeout(resolve, delayMs).unref())
      if (isClosed) return
      corrupt(buffer, offset, handle.rule)
      counters.bytes += bytesRead
      if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF)
      else sftp.data(id, bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead))
    } finally {
      handle.pendingReads -= 1
      counters.readsInFlight -= 1
      if (handle.isCut) cutWhenSent(handle)
    }
  }
  function cutWhenSent(handle: FileHandle) {
    handle.isCut = true
    if (handle.pendingReads === 0) site.cut()
  }

  sftp.on('CLOSE', (id, handle) =>
    answer(id, async () => {
      const found = find(handle)
      if (!found) return sftp.status(id, STATUS_CODE.FAILURE)
      handles.delete(handle.readUInt32BE(0))
      if (found.kind === 'file') await closeFile(found)
      sftp.status(id, STATUS_CODE.OK)
    }),
  )

  sftp.on('close', () => {
    isClosed = true
    for (const handle of handles.values()) {
      if (handle.kind === 'file') closeFile(handle).catch(() => undefined)
    }
    handles.clear()
  })

  function closeFile(handle: FileHandle): Promise<void> {
    counters.openFiles -= 1
    return handle.file.close()
  }
}

const REFUSALS = {
  'no-such-file': STATUS_CODE.NO_SUCH_FILE,
  'permission-denied': STATUS_CODE.PERMISSION_DENIED,
  failure: STATUS_CODE.FAILURE,
}

function statusFor(error: unknown) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ELOOP') return STATUS_CODE.NO_SUCH_FILE
  return code === 'EACCES' || code === 'EPERM' ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE
}

/** With the entries for the folder and the one above it, which every real listing has. */
function toListing(folder: SiteNode, nodes: readonly SiteNode[], state: SiteState): FileEntry[] {
  return [
    toFileEntry('.', folder.attributes),
    toFileEntry('..', folder.attributes),
    ...nodes.map((node) => toFileEntry(node.name, toldAttributes(node, state))),
  ]
}

function oneReply({ entries, sent }: DirectoryHandle, maxEntries: number): FileEntry[] {
  const reply: FileEntry[] = []
  let bytes = 0
  for (const entry of entries.slice(sent, sent + maxEntries)) {
    // Both names, their lengths, and the attributes.
    bytes += Buffer.byteLength(entry.filename) + Buffer.byteLength(entry.longname) + 40
    if (bytes > MAX_LISTING_BYTES) break
    reply.push(entry)
  }
  return reply
}

function toldAttributes(node: SiteNode, state: SiteState) {
  const { attributes } = node
  const off = node.kind === 'file' ? state.listedSizeOffBytes(node.name) : 0
  return off === 0 ? attributes : { ...attributes, size: Math.max(0, attributes.size + off) }
}

function corrupt(buffer: Buffer, offset: number, rule: FileRule | null): void {
  const position = (rule?.corruptAtByte ?? -1) - offset
  if (position >= 0 && position < buffer.length) buffer[position] = ~(buffer[position] ?? 0) & 0xff
}
