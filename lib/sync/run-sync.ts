import { type FetchPorts, fetchPackages } from './fetch-packages.ts'
import { ClaimLostError } from './ledger/claim-lost-error.ts'
import type { ClaimedRun } from './ledger/run-ledger.ts'
import type { Clock } from './ports/clock.ts'
import type { JobRequests } from './ports/job-requests.ts'
import { reconcileRun } from './reconcile-run.ts'
import { type RecordPorts, recordItems } from './record-items.ts'
import { rereadItems } from './reread-items.ts'
import { type ResolvePorts, resolveParticipants } from './resolve-participants.ts'
import { codeOf, SyncError } from './sync-error.ts'

export type SyncPorts = FetchPorts & RecordPorts & ResolvePorts & { jobs: JobRequests; clock: Clock }

/**
 * Takes a run from where it stands to *delivering*. Each phase can be repeated, so a run that died anywhere is
 * picked up by any worker.
 *
 * @param isLastTry a transient fault ends the run only then; before, it is thrown for the queue to try again.
 */
export async function runSync(
  ports: SyncPorts,
  request: { tenantId: string; runId: string; isLastTry: boolean },
): Promise<void> {
  const run = await ports.runs.claim(request.tenantId, request.runId)
  if (!run) return
  try {
    await goThroughPhases(ports, run)
  } catch (error) {
    if (error instanceof ClaimLostError) throw error
    const isTransient = !(error instanceof SyncError) || error.isTransient
    if (isTransient && !request.isLastTry) throw error
    const detail = error instanceof Error ? error.message : String(error)
    ports.log.warn({ runId: run.runId, code: codeOf(error), detail }, 'run failed')
    await ports.runs.tally(run.tenantId, run.runId)
    await ports.runs.fail(run, { code: codeOf(error), detail })
    return
  }
  await requestDeliveries(ports, run)
}

async function goThroughPhases(ports: SyncPorts, run: ClaimedRun): Promise<void> {
  let state = run.state
  if (state === 'planned') {
    await ports.runs.advance(run, 'planned', 'fetching')
    state = 'fetching'
  }
  if (state === 'fetching') {
    // A re-drive takes what is there already.
    if (run.trigger !== 'redrive') await fetchPackages(ports, run)
    await ports.runs.advance(run, 'fetching', 'recording')
    state = 'recording'
  }
  if (state === 'recording') {
    await recordItems(ports, run)
    await rereadItems(ports, run)
    await ports.runs.advance(run, 'recording', 'resolving')
    state = 'resolving'
  }
  if (state === 'resolving') {
    await resolveParticipants(ports, run)
    await ports.runs.routeItems(run)
    await ports.runs.advance(run, 'resolving', 'delivering')
  }
}

async function requestDeliveries(ports: SyncPorts, run: ClaimedRun): Promise<void> {
  const { tenantId, runId } = run
  for (const mailboxId of await ports.runs.mailboxesWithOpenDeliveries(tenantId, runId)) {
    await ports.jobs.deliverMailbox({ tenantId, mailboxId })
  }
  // A run without a delivery has nobody else to close its books.
  await reconcileRun(ports, { tenantId, runId })
}
