import type { DownloadOutcome, SiteFile, SourceSite } from '#lib/sync/ports/source-site.ts'
import type { Files, PackageFile } from './package-files.ts'
import { callPort, type Process } from './process.ts'

/** A package as it comes onto the site: written piece by piece, perhaps with a pause in between. */
export type Upload = {
  name: string
  file: PackageFile
  beginsAtMs: number
  endsAtMs: number
  pause: { fromMs: number; untilMs: number } | null
}

/** The folder of a connector; a later upload of a name takes the place of an earlier one. */
export type SiteFolder = Upload[]

const SECOND_MS = 1_000

export function siteOf(
  process: Process,
  disk: Files,
  folderOf: (connectorId: string) => SiteFolder,
): SourceSite {
  const { time } = process.surroundings
  return {
    connect: ({ host }) =>
      callPort(process, 'site', 'site.connect', () => {
        const listed = () => listFolder(folderOf(host), time.now())
        return {
          ok: true,
          session: {
            hostKey: 'SHA256:x',
            list: () => callPort(process, 'site', 'site.list', () => listed().map(({ shown }) => shown)),
            download: (file: SiteFile, toPath: string) =>
              callPort(process, 'site', `site.download ${file.name}`, (): DownloadOutcome => {
                const now = listed().find(({ shown }) => shown.name === file.name)
                if (!now || !isSame(now.shown, file)) {
                  const detail = 'It is not the listed file any more.'
                  return { ok: false, reason: 'changed-while-reading', detail }
                }
                disk.set(toPath, now.content)
                return { ok: true, sizeBytes: now.content.sizeBytes, sha256: now.content.sha256 }
              }),
            close: async () => undefined,
          },
        }
      }),
  }
}

function isSame(one: SiteFile, other: SiteFile): boolean {
  return one.sizeBytes === other.sizeBytes && one.modifiedAt.getTime() === other.modifiedAt.getTime()
}

/** What the folder shows at a moment; of an upload under way, what has come of it. */
function listFolder(folder: SiteFolder, nowMs: number): { shown: SiteFile; content: PackageFile }[] {
  const newest = new Map(
    folder.filter((one) => one.beginsAtMs <= nowMs).map((upload) => [upload.name, upload]),
  )
  return [...newest.values()].map((upload) => {
    const { file } = upload
    const writtenUntilMs = writtenUntil(upload, nowMs)
    const modifiedAt = new Date(Math.floor(writtenUntilMs / SECOND_MS) * SECOND_MS)
    const sizeBytes =
      writtenUntilMs >= upload.endsAtMs
        ? file.sizeBytes
        : Math.floor(
            (file.sizeBytes * (writtenUntilMs - upload.beginsAtMs)) / (upload.endsAtMs - upload.beginsAtMs),
          )
    const isWhole = sizeBytes === file.sizeBytes
    return {
      shown: { name: upload.name, sizeBytes, modifiedAt },
      content: isWhole ? file : { sha256: `${file.sha256}-${sizeBytes}`, sizeBytes, messages: null },
    }
  })
}

function writtenUntil(upload: Upload, nowMs: number): number {
  const { pause } = upload
  const inPause = pause && nowMs >= pause.fromMs && nowMs < pause.untilMs
  return Math.min(inPause ? pause.fromMs : nowMs, upload.endsAtMs)
}
