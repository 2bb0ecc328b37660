import { isPackageFile } from '#lib/domain/package-file.ts'
import { type AskPorts, openQuestions } from './ask-directory.ts'
import type { SampleItem, SampleKey, SampleLedger, SampleRequests } from './ledger/site-sample-ledger.ts'
import { mapInParallel } from './map-in-parallel.ts'
import { openSiteSessions, type SiteSessionPorts, type SiteSessions } from './open-site-sessions.ts'
import type { MessageFormat } from './ports/message-format.ts'
import type { OpenPackage, PackageFormat } from './ports/package-format.ts'
import type { PackageSpool } from './ports/package-spool.ts'
import type { SiteFile } from './ports/source-site.ts'
import { readItem } from './read-item.ts'
import { SyncError } from './sync-error.ts'

export type SamplePorts = AskPorts &
  SiteSessionPorts & {
    samples: SampleLedger
    sampleJobs: SampleRequests
    packages: PackageFormat
    spool: PackageSpool
    messages: MessageFormat
  }

/** Some days of most sites; a person waits for it. */
const PACKAGES_SAMPLED = 3
const MOST_PACKAGE_BYTES = 256 * 1024 ** 2
const MOST_ITEMS = 20_000
const BATCH_ITEMS = 500
const BATCH_ADDRESSES = 100
const PARALLEL_SEARCHES = 8
/** Nothing is judged by its size here. */
const NO_LIMITS = { importSince: new Date(0), itemLimitBytes: Number.MAX_SAFE_INTEGER }

/**
 * Reads who stands on the messages of the site's newest packages, and asks the directory for their addresses. Nothing of it is
 * staged or recorded: a mapping is tried against it, and a later sample takes its place.
 */
export async function samplePeople(ports: SamplePorts, key: SampleKey): Promise<void> {
  const begun = await ports.samples.begin(key)
  if (!begun) return
  try {
    await ports.samples.endReading(key, await readSite(ports, key, begun.site))
    await askAddresses(ports, key)
    await ports.samples.end(key, null)
  } catch (error) {
    if (!(error instanceof SyncError)) throw error
    ports.log.warn({ connectorId: key.connectorId, code: error.code }, 'a site was not sampled to its end')
    await ports.samples.end(key, error.code)
  }
}

async function readSite(
  ports: SamplePorts,
  key: SampleKey,
  site: NonNullable<Awaited<ReturnType<SampleLedger['begin']>>>['site'],
): Promise<string[]> {
  const sessions = await openSiteSessions(ports, { ...key, runId: 'sample', connector: { site } })
  try {
    const newest = (await sessions.list())
      .filter((file) => isPackageFile(file) && !file.unfit && file.sizeBytes <= MOST_PACKAGE_BYTES)
      .sort((one, other) => other.modifiedAt.getTime() - one.modifiedAt.getTime())
      .slice(0, PACKAGES_SAMPLED)
    const names: string[] = []
    let itemCount = 0
    for (const file of newest) {
      const read = await readPackage(ports, key, sessions, file, itemCount)
      if (read === null) continue
      itemCount += read
      names.push(file.name)
    }
    return names
  } finally {
    await sessions.close()
  }
}

/** @returns how many messages were read; null for what is no package as it is, which a run will say. */
async function readPackage(
  ports: SamplePorts,
  key: SampleKey,
  sessions: SiteSessions,
  file: SiteFile,
  from: number,
): Promise<number | null> {
  const path = await ports.spool.temporaryPath()
  try {
    const written = await sessions.download(file, path, MOST_PACKAGE_BYTES)
    if (!written.ok) return null
    const opened = await ports.packages.open(path)
    if (!opened.ok) return null
    try {
      return await readItems(ports, key, opened.package, from)
    } finally {
      await opened.package.close()
    }
  } finally {
    await ports.spool.discard(path)
  }
}

async function readItems(
  ports: SamplePorts,
  key: SampleKey,
  opened: OpenPackage,
  from: number,
): Promise<number> {
  let count = 0
  let items: SampleItem[] = []
  const save = async () => {
    await ports.samples.saveItems(key, from + count - items.length, items)
    items = []
  }
  for (const entry of opened.entries) {
    if (from + count >= MOST_ITEMS) break
    const { state, participants, sentAt } = await readItem(ports, NO_LIMITS, opened, entry)
    if (state !== 'recorded') continue
    items.push({ people: participants, sentAt })
    count += 1
    if (items.length === BATCH_ITEMS) await save()
  }
  await save()
  return count
}

async function askAddresses(ports: SamplePorts, key: SampleKey): Promise<void> {
  const questions = openQuestions(ports)
  for (;;) {
    const addresses = await ports.samples.nextAddresses(key, BATCH_ADDRESSES)
    if (addresses.length === 0) return
    const answers = await mapInParallel(addresses, PARALLEL_SEARCHES, async (address) => {
      const answer = await questions.ask(address)
      const status = answer.found === 'unanswered' ? 'unanswered' : answer.found ? 'found' : answer.reason
      return { address, status }
    })
    questions.proveNoOutage()
    await ports.samples.saveAddresses(key, answers)
  }
}

/** Each minute: samples that lost their job are asked for again. */
export async function continueSamples(ports: Pick<SamplePorts, 'samples' | 'sampleJobs'>): Promise<void> {
  for (const key of await ports.samples.samplesToContinue()) await ports.sampleJobs.samplePeople(key)
}
