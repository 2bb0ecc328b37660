import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import { createDiskSpool } from '#lib/adapters/spool/disk-spool.ts'
import { createZipPackageFormat } from '#lib/adapters/telemessage/package-zip.ts'
import { openDatabase } from '#lib/db/client.ts'
import { createCheckLedger } from '#lib/db/ledger/check-ledger.ts'
import { createDeliveryLedger } from '#lib/db/ledger/delivery-ledger.ts'
import { createRunLedger } from '#lib/db/ledger/run-ledger.ts'
import { createWorkLedger } from '#lib/db/ledger/work-ledger.ts'
import { openArchivedMessages } from '#lib/sync/archived-messages.ts'
import type { CheckRunPorts } from '#lib/sync/check-folders.ts'
import type { DeliverPorts } from '#lib/sync/deliver-mailbox.ts'
import type { DirectoryAnswer } from '#lib/sync/ports/directory.ts'
import type { EvidenceStore } from '#lib/sync/ports/evidence-store.ts'
import type {
  CompleteOutcome,
  ListOutcome,
  LookUpOutcome,
  MailboxMessage,
  WriteOutcome,
} from '#lib/sync/ports/mailbox-writer.ts'
import type { SiteFile, SiteRefusal } from '#lib/sync/ports/source-site.ts'
import { createProgressReporter } from '#lib/sync/report-progress.ts'
import type { SyncPorts } from '#lib/sync/run-sync.ts'
import { shareStagedPackages } from '#lib/sync/share-staged-packages.ts'
import type { TickPorts } from '#lib/sync/tick.ts'
import { createTestDatabase } from './test-database.ts'

export type StoredMessage = MailboxMessage & { messageId: string; folderId: string }

/** Answers of Graph's stand-in by call, and what really happens to the message. Empty: created. */
export type ScriptedAnswer = { answer: WriteOutcome; stored: boolean }

export type BadDownload =
  | { reason: 'changed-while-reading' | 'download-failed' }
  /** The session ends with this code. */
  | { throws: 'site_connection_lost' | 'site_timed_out'; before?: () => void }

export type SyncWorld = Awaited<ReturnType<typeof createSyncWorld>>

/**
 * The use cases over a real ledger (PostgreSQL), real packages (ZIP, EML) and a real spool; the site, the evidence and
 * Microsoft 365 are in memory, so that a test can say what each of them answers.
 */
export async function createSyncWorld() {
  const testDatabase = await createTestDatabase()
  const database = openDatabase({ url: testDatabase.appUrl, poolMax: 6 })
  const folder = await mkdtemp(join(tmpdir(), 'sync-world-'))
  const clock = { current: new Date('2026-11-22T08:00:00Z'), now: () => clock.current }
  const state = {
    site: new Map<string, { path: string; modifiedAt: Date }>(),
    siteRefusal: null as SiteRefusal | null,
    /** Files that the site lists and that cannot be asked for. */
    unfit: new Map<string, NonNullable<SiteFile['unfit']>>(),
    evidence: new Map<string, Buffer>(),
    directory: new Map<string, DirectoryAnswer>(),
    directoryFault: null as Error | null,
    mailboxes: new Map<string, StoredMessage[]>(),
    creates: 0,
    lookups: 0,
    /** Answers of look-ups, and of the adding of attachments, in turn; empty: what is true. */
    lookupScript: [] as LookUpOutcome[],
    /** Answers of listings of a folder in turn; empty: what is true. */
    listScript: [] as ListOutcome[],
    /** The same of listings of the newest, and how many a page each asked for. */
    newestScript: [] as ListOutcome[],
    newestAsked: [] as number[],
    completions: 0,
    completionScript: [] as CompleteOutcome[],
    script: [] as ScriptedAnswer[],
    /** What happens on the site between two listings. */
    betweenListings: null as (() => Promise<void>) | null,
    waits: [] as number[],
    /** Downloads of a package by name that do not go well; each happens once. */
    badDownloads: new Map<string, BadDownload>(),
    connects: 0,
    requested: { syncs: [] as string[], checks: [] as string[], deliveries: new Set<bigint>() },
    tenantId: randomUUID(),
    connectorId: randomUUID(),
  }

  const runs = createRunLedger(database)
  const packages = createZipPackageFormat()
  const spool = createDiskSpool({ directory: join(folder, 'spool'), maxBytes: 1024 ** 3, now: clock.now })
  const evidence: EvidenceStore = {
    async put(blobName, fromPath) {
      state.evidence.set(blobName, await readFile(fromPath))
    },
    async fetch(blobName, toPath) {
      await writeFile(toPath, state.evidence.get(blobName) ?? '')
    },
  }
  const stagedPackages = shareStagedPackages({ packages, spool, evidence })
  const ports: SyncPorts & DeliverPorts & TickPorts & CheckRunPorts = {
    runs,
    deliveries: createDeliveryLedger(database),
    work: createWorkLedger(database),
    checks: createCheckLedger(database),
    clock,
    newId: randomUUID,
    log: { info() {}, warn() {} },
    inListingTurn: (work) => work(),
    settleMs: 120_000,
    async wait(timeMs) {
      state.waits.push(timeMs)
      await state.betweenListings?.()
    },
    messages: mimeMessageFormat,
    packages,
    spool,
    evidence,
    stagedPackages,
    archive: openArchivedMessages({
      packages: stagedPackages,
      messages: mimeMessageFormat,
      scratchDirectory: async () => folder,
    }),
    progress: createProgressReporter({ runs, clock }),
    secrets: { siteCredential: async () => ({ method: 'password', password: 'secret' }) },
    connectorTypes: {
      get: () => ({ folderName: 'WeChat Archiver', messageClass: 'IPM.ExternalData.WeChatArchiver' }),
    },
    jobs: {
      async syncConnector(run) {
        state.requested.syncs.push(run.runId)
      },
      async deliverMailbox(mailbox) {
        state.requested.deliveries.add(mailbox.mailboxId)
      },
      async checkFolders(run) {
        state.requested.checks.push(run.runId)
      },
    },
    site: {
      async connect() {
        state.connects += 1
        if (state.siteRefusal) return state.siteRefusal
        return {
          ok: true,
          session: {
            hostKey: 'SHA256:x',
            list: async () => listSite(state.site, state.unfit),
            async download(file, toPath) {
              const bad = state.badDownloads.get(file.name)
              state.badDownloads.delete(file.name)
              if (bad && 'throws' in bad) {
                bad.before?.()
                throw Object.assign(new Error(bad.throws), { code: bad.throws })
              }
              if (bad) return { ok: false, detail: 'said by the site', ...bad }
              const bytes = await readFile(state.site.get(file.name)?.path ?? '')
              await copyFile(state.site.get(file.name)?.path ?? '', toPath)
              return {
                ok: true,
                sizeBytes: bytes.length,
                sha256: createHash('sha256').update(bytes).digest('hex'),
              }
            },
            async close() {},
          },
        }
      },
    },
    directory: {
      async findUser(address) {
        if (state.directoryFault) throw state.directoryFault
        return state.directory.get(address) ?? { found: false, reason: 'not-found' }
      },
      async findUserById(objectId) {
        const known = [...state.directory.values()].find(
          (one) => one.found === true && one.user.objectId === objectId,
        )
        return known ?? { found: false, reason: 'not-found' }
      },
    },
    mailboxes: {
      resumeUse() {},
      takeUse: () => [],
      ensureFolder: async (objectId, displayName) => ({ ok: true, folderId: `${objectId}/${displayName}` }),
      async create(objectId, folderId, message) {
        state.creates += 1
        const scripted = state.script.shift()
        const messageId = `m-${state.creates}`
        if (!scripted || scripted.stored) {
          state.mailboxes.set(objectId, [
            ...(state.mailboxes.get(objectId) ?? []),
            { ...message, messageId, folderId },
          ])
        }
        return scripted?.answer ?? { outcome: 'created', messageId, isComplete: true }
      },
      async complete(_objectId, messageId, _message, beforeSend) {
        state.completions += 1
        await beforeSend()
        return state.completionScript.shift() ?? { outcome: 'complete', messageId }
      },
      async findByDeliveryKey(objectId, deliveryKey) {
        state.lookups += 1
        const scripted = state.lookupScript.shift()
        if (scripted) return scripted
        const found = state.mailboxes.get(objectId)?.find((one) => one.deliveryKey === deliveryKey)
        return found ? { outcome: 'found', messageId: found.messageId } : { outcome: 'absent' }
      },
      async listDeliveryKeys(objectId, folderId, onPage) {
        const scripted = state.listScript.shift()
        if (scripted) return scripted
        const messages = (state.mailboxes.get(objectId) ?? []).filter((one) => one.folderId === folderId)
        await onPage(messages.map(({ messageId, deliveryKey }) => ({ messageId, deliveryKey })))
        return { outcome: 'listed', messages: messages.length }
      },
      async listNewestKeys(objectId, folderId, pageSize, onPage) {
        state.newestAsked.push(pageSize)
        const scripted = state.newestScript.shift()
        if (scripted && scripted.outcome !== 'listed') return scripted
        const messages = (state.mailboxes.get(objectId) ?? [])
          .filter((one) => one.folderId === folderId)
          .map(({ messageId, deliveryKey }) => ({ messageId, deliveryKey }))
          .reverse()
        for (let start = 0; start < messages.length; start += pageSize)
          if (!(await onPage(messages.slice(start, start + pageSize)))) break
        return { outcome: 'listed', messages: messages.length }
      },
    },
  }

  await database.tenant.create({ data: { id: state.tenantId } })
  await database.connector.create({
    data: {
      id: state.connectorId,
      tenantId: state.tenantId,
      typeId: 'wechat-archiver',
      name: 'Contoso China',
      state: 'active',
      termsVersion: '1',
      termsAcceptedAt: clock.current,
      siteHost: 'site.example',
      sitePort: 22,
      siteFolder: '/outbox',
      siteUsername: 'user',
      siteHostKey: 'SHA256:x',
      mappingConfirmedAt: clock.current,
      importSince: new Date('2026-11-21T08:00:00Z'),
      finishedAt: clock.current,
      createdById: 'oid',
      createdBy: 'Megan',
    },
  })

  return {
    state,
    clock,
    database,
    ports,
    ownerUrl: testDatabase.ownerUrl,
    addUser(address: string, objectId = `oid-${address}`) {
      state.directory.set(address, { found: true, user: { objectId, address, displayName: address } })
      return objectId
    },
    /** Puts a package on the site, made of messages given as text. */
    async addPackage(name: string, messages: (string | Uint8Array)[]) {
      const path = join(folder, `${randomUUID()}.zip`)
      await writePackage(path, messages)
      state.site.set(name, { path, modifiedAt: clock.current })
    },
    /** Puts bytes on the site that are no package, or half of one. */
    async addFile(name: string, bytes: string | Uint8Array) {
      const path = join(folder, randomUUID())
      await writeFile(path, bytes)
      state.site.set(name, { path, modifiedAt: clock.current })
    },
    /** Names in the scratch folder that begin so. */
    async filesLeft(prefix: string): Promise<string[]> {
      return (await readdir(folder)).filter((name) => name.startsWith(prefix))
    },
    async close() {
      await stagedPackages.close()
      await database.$disconnect()
      await testDatabase.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A message as TeleMessage sends it, with what a test cares about. */
export function chat(message: {
  id: string
  from?: string
  to?: string
  text?: string
  date?: string
  subject?: string
  headers?: string[]
}): string {
  return [
    'Received: from relay.example by mail.example',
    ...(message.headers ?? []),
    `From: ${message.from ?? 'Wang Wei 8613800138000 <wang.wei@contoso.example>'}`,
    `To: ${message.to ?? 'Li Na 8613900139000 <li.na@contoso.example>'}`,
    `Date: ${message.date ?? 'Sun, 22 Nov 2026 07:00:00 +0000'}`,
    `Subject: ${message.subject ?? 'WeChat message from 8613800138000 to 8613900139000'}`,
    `X-TELEMESSAGE-ArchiveMessageID: ${message.id}`,
    `Message-ID: <${message.id}@telemessage.example>`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    message.text ?? '你好',
    '',
  ].join('\r\n')
}

async function listSite(
  site: Map<string, { path: string; modifiedAt: Date }>,
  unfit: Map<string, NonNullable<SiteFile['unfit']>>,
): Promise<SiteFile[]> {
  const files = await Promise.all(
    [...site].map(async ([name, file]) => {
      const reason = unfit.get(name)
      const sizeBytes = (await readFile(file.path)).length
      return { name, sizeBytes, modifiedAt: file.modifiedAt, ...(reason && { unfit: reason }) }
    }),
  )
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function writePackage(path: string, messages: (string | Uint8Array)[]): Promise<void> {
  const zip = new ZipFile()
  const names = messages.map((_, index) => `${String(index + 1).padStart(4, '0')}.eml`)
  messages.forEach((message, index) => {
    zip.addBuffer(Buffer.from(message), names[index] ?? '')
  })
  zip.addBuffer(Buffer.from([`Count: ${names.length}`, ...names, ''].join('\r\n')), 'manifest.mf')
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}
