import { CHECK_QUEUE, DELIVER_QUEUE, SYNC_QUEUE } from '#lib/db/job-queues.ts'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { openArchivedMessages } from '#lib/sync/archived-messages.ts'
import type { CheckRunPorts } from '#lib/sync/check-folders.ts'
import type { DeliverPorts } from '#lib/sync/deliver-mailbox.ts'
import type { CheckLedger } from '#lib/sync/ledger/check-ledger.ts'
import type { DeliveryLedger } from '#lib/sync/ledger/delivery-ledger.ts'
import type { RunLedger } from '#lib/sync/ledger/run-ledger.ts'
import type { WorkLedger } from '#lib/sync/ledger/work-ledger.ts'
import type { Directory, DirectoryAnswer } from '#lib/sync/ports/directory.ts'
import type { EvidenceStore } from '#lib/sync/ports/evidence-store.ts'
import type { JobRequests } from '#lib/sync/ports/job-requests.ts'
import { createProgressReporter } from '#lib/sync/report-progress.ts'
import type { SyncPorts } from '#lib/sync/run-sync.ts'
import { shareStagedPackages } from '#lib/sync/share-staged-packages.ts'
import { codeOf } from '#lib/sync/sync-error.ts'
import type { TickPorts } from '#lib/sync/tick.ts'
import { createCheckLedger } from './check-ledger.ts'
import { createDeliveryLedger, createWorkLedger } from './delivery-ledger.ts'
import { mailboxWriterOf, SETTLE_MS } from './mailboxes.ts'
import { plainMessageFormat } from './message-format.ts'
import { createPackageFormat, createSpool, evidenceOver, type Files } from './package-files.ts'
import { findUserAmong, findUserByIdAmong } from './people.ts'
import { linkFault, overNetwork, type Process } from './process.ts'
import { createRunLedger } from './run-ledger.ts'
import { siteOf } from './site.ts'
import type { World } from './world.ts'

export type PortsOfProcess = SyncPorts &
  DeliverPorts &
  TickPorts &
  CheckRunPorts & {
    /** Asks for the mailbox's next job. */
    successor(mailboxId: bigint, at: Date): Promise<void>
  }

/** Puts the use cases of lib/sync together for one process of the simulated world, as lib/composition.ts does for a real one. */
export function portsOf(world: World, process: Process, disk: Files): PortsOfProcess {
  const { time, random, tables, queue, story } = world
  const runs = overNetwork<RunLedger>(process, 'database', 'runs', createRunLedger(tables))
  const clockFaultMs = random.integer(-2_000, 2_000)
  const clock = { now: () => new Date(time.now() + world.clockJumpMs() + clockFaultMs) }
  const packages = createPackageFormat(disk)
  const spool = createSpool(process, disk)
  const evidence = overNetwork<EvidenceStore>(process, 'storage', 'evidence', evidenceOver(world.blobs, disk))
  const stagedPackages = shareStagedPackages({ packages, spool, evidence })
  const requests = overNetwork<JobRequests & Pick<PortsOfProcess, 'successor'>>(process, 'queue', 'queue', {
    syncConnector: ({ connectorId, runId }) => queue.send(SYNC_QUEUE, connectorId, { runId }),
    deliverMailbox: ({ mailboxId }) => queue.send(DELIVER_QUEUE, String(mailboxId), { mailboxId }),
    checkFolders: ({ runId }) => queue.send(CHECK_QUEUE, `check ${runId}`, { checkRunId: runId }),
    successor: (mailboxId, at) =>
      queue.send(DELIVER_QUEUE, String(mailboxId), { mailboxId }, at.getTime() - world.clockJumpMs()),
  })
  return {
    ...{ runs, clock, packages, spool, evidence, stagedPackages, settleMs: SETTLE_MS },
    deliveries: overNetwork<DeliveryLedger>(process, 'database', 'deliveries', createDeliveryLedger(tables)),
    checks: overNetwork<CheckLedger>(process, 'database', 'checks', createCheckLedger(tables)),
    work: overNetwork<WorkLedger>(process, 'database', 'work', createWorkLedger(tables)),
    inListingTurn: (work) => work(),
    newId: () => `run-${tables.runs.size + 1}-${random.integer(0, 1_000_000_000)}`,
    log: {
      info: (facts, message) => world.surroundings.trace(`${process.name} ${message} ${inWords(facts)}`),
      warn: (facts, message) => world.surroundings.trace(`${process.name} ! ${message} ${inWords(facts)}`),
    },
    wait: (timeMs) => time.sleep(timeMs),
    messages: plainMessageFormat,
    archive: openArchivedMessages({
      packages: stagedPackages,
      messages: plainMessageFormat,
      scratchDirectory: async () => 'scratch',
    }),
    progress: createProgressReporter({ runs, clock }),
    secrets: { siteCredential: async () => ({ method: 'password', password: 'secret' }) },
    connectorTypes: { get: getConnectorType },
    jobs: requests,
    successor: requests.successor,
    site: siteOf(
      process,
      disk,
      (connectorId) => story.connectors.find(({ row }) => row.id === connectorId)?.folder ?? [],
    ),
    directory: directoryOf(world, process),
    mailboxes: mailboxWriterOf(process, world.mailbox, world.safeties),
  }
}

/** As the adapter does: an answer that is not given is told from one that says no. */
function directoryOf(world: World, process: Process): Directory {
  const { random, faults, time, silentUntilMs, story } = world
  const directory = overNetwork<Directory>(process, 'directory', 'directory', {
    findUser(address) {
      if (faults.strikes('address-silent'))
        silentUntilMs.set(address, time.now() + random.integer(1_000, LONGEST_SILENCE_MS))
      if (time.now() < (silentUntilMs.get(address) ?? 0)) throw linkFault('directory', address)
      return findUserAmong(story.people, address, time.now())
    },
    findUserById: (objectId) => findUserByIdAmong(story.people, objectId, time.now()),
  })
  const unanswered = (error: unknown): DirectoryAnswer => ({
    found: 'unanswered',
    by: random.pick(['directory', 'mailbox'] as const),
    code: codeOf(error),
    detail: String(error),
    retryAfterMs: random.chance(0.3) ? random.integer(1, 90_000) : null,
    isRefusal: false,
  })
  return {
    findUser: (address) => directory.findUser(address).catch(unanswered),
    findUserById: (objectId) => directory.findUserById(objectId).catch(unanswered),
  }
}

const LONGEST_SILENCE_MS = 3_600_000

function inWords(facts: Record<string, unknown>): string {
  return JSON.stringify(facts, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}
