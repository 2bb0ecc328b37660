import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

export type UploadOrder = {
  name: string
  content: Buffer
  /**
   * `rename`: under another name until it is complete; `in-place`: growing under its own; `preallocated`: under its own
   * in full size from the beginning, zeros where nothing has arrived.
   */
  mode: 'rename' | 'in-place' | 'preallocated'
  temporaryName: string
  /** Bytes a second; or so many pieces, one at each call of `advance` or before each listing. */
  pace: { bytesPerSecond: number } | { chunks: number; advancesOn: 'call' | 'listing' }
}

export type UploadView = {
  id: string
  name: string
  /** The name that it has in the folder now. */
  visibleAs: string
  mode: UploadOrder['mode']
  sizeBytes: number
  writtenBytes: number
  status: 'uploading' | 'complete' | 'abandoned' | 'failed'
}

export type Uploads = {
  /** The first piece has arrived when this resolves; at a rate of bytes, an empty file has. @throws EEXIST */
  start(order: UploadOrder): Promise<UploadView>
  /** One more piece. @returns null when there is no such upload */
  advance(id: string): Promise<UploadView | null>
  /** As when the uploader dies: what has arrived stays as it is. */
  abandon(id: string): UploadView | null
  abandonAll(): void
  list(): UploadView[]
  onListing(): Promise<void>
}

/** How often an upload at a rate of bytes writes. */
const TICK_MS = 50

/** Packages that somebody is uploading to the folder while others look. */
export function openUploads(packagesDir: string): Uploads {
  const uploads = new Map<string, Upload>()
  const open = async (order: UploadOrder) => {
    const upload = await startUpload(packagesDir, order)
    uploads.set(upload.view.id, upload)
    return { ...upload.view }
  }
  const abandon = (id: string) => {
    const upload = uploads.get(id)
    upload?.abandon()
    return upload ? { ...upload.view } : null
  }
  return {
    start: open,
    async advance(id) {
      const upload = uploads.get(id)
      await upload?.advance()
      return upload ? { ...upload.view } : null
    },
    abandon,
    abandonAll() {
      for (const id of uploads.keys()) abandon(id)
      uploads.clear()
    },
    list: () => [...uploads.values()].map(({ view }) => ({ ...view })),
    async onListing() {
      for (const upload of uploads.values()) if (upload.advancesOnListing) await upload.advance()
    },
  }
}

type Upload = { view: UploadView; advancesOnListing: boolean; advance(): Promise<void>; abandon(): void }

async function startUpload(packagesDir: string, order: UploadOrder): Promise<Upload> {
  const { content, mode, name, pace } = order
  const visibleAs = mode === 'rename' ? order.temporaryName : name
  // `wx`: an upload takes no file's place by accident.
  const file = await open(join(packagesDir, visibleAs), 'wx')
  if (mode === 'preallocated') await file.truncate(content.length)
  const view: UploadView = {
    id: randomUUID(),
    name,
    visibleAs,
    mode,
    sizeBytes: content.length,
    writtenBytes: 0,
    status: 'uploading',
  }
  const write = writerFor(packagesDir, file, content, view)
  if ('chunks' in pace) {
    const chunkBytes = Math.ceil(content.length / pace.chunks)
    await write(chunkBytes)
    return {
      view,
      advancesOnListing: pace.advancesOn === 'listing',
      advance: () => write(chunkBytes),
      abandon: () => abandon(view, write),
    }
  }
  const startedMs = performance.now()
  const tick = () => {
    const dueBytes = ((performance.now() - startedMs) * pace.bytesPerSecond) / 1000
    write(Math.floor(dueBytes - view.writtenBytes))
      .catch(() => {
        view.status = 'failed'
      })
      .finally(() => {
        if (view.status === 'uploading') setTimeout(tick, TICK_MS).unref()
      })
  }
  tick()
  return { view, advancesOnListing: false, advance: async () => {}, abandon: () => abandon(view, write) }
}

/** Writes one piece after another, and completes or closes the file when it is time. */
function writerFor(packagesDir: string, file: FileHandle, content: Buffer, view: UploadView) {
  let last: Promise<void> = Promise.resolve()
  let isOpen = true
  const writeNow = async (bytes: number) => {
    if (view.status === 'uploading') {
      const piece = content.subarray(view.writtenBytes, view.writtenBytes + bytes)
      await file.write(piece, 0, piece.length, view.writtenBytes)
      view.writtenBytes += piece.length
      if (view.writtenBytes < content.length) return
    }
    if (isOpen) {
      isOpen = false
      await file.close()
    }
    if (view.status === 'uploading') await complete(packagesDir, view)
  }
  return (bytes: number) => {
    last = last.catch(() => undefined).then(() => writeNow(bytes))
    return last
  }
}

async function complete(packagesDir: string, view: UploadView): Promise<void> {
  if (view.visibleAs !== view.name) {
    const path = join(packagesDir, view.name)
    const isTaken = await stat(path).then(
      () => true,
      () => false,
    )
    if (isTaken) {
      view.status = 'failed'
      return
    }
    await rename(join(packagesDir, view.visibleAs), path)
    view.visibleAs = view.name
  }
  view.status = 'complete'
}

function abandon(view: UploadView, write: (bytes: number) => Promise<void>): void {
  if (view.status !== 'uploading') return
  view.status = 'abandoned'
  // Nothing more is written; this closes the file.
  write(0).catch(() => undefined)
}
