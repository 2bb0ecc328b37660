import { dueLocalDate } from '#lib/domain/run-schedule.ts'
import type { WorkLedger } from './ledger/work-ledger.ts'
import { type PlanRunPorts, planRun } from './plan-run.ts'
import { type ReconcilePorts, reconcileRun } from './reconcile-run.ts'

export type TickPorts = PlanRunPorts & ReconcilePorts & { work: WorkLedger }

/**
 * What happens every minute: plans the scheduled runs that are due, and requests again whatever should be under way
 * and may have lost its job (a process died between a commit and its request, or a job used up its retries).
 * Everything here may be repeated, on any number of workers.
 */
export async function tick(ports: TickPorts): Promise<void> {
  for (const connector of await ports.work.schedulableConnectors()) {
    const { tenantId, connectorId, scheduleTime, timeZone, finishedAt } = connector
    const localDate = dueLocalDate({ now: ports.clock.now(), scheduleTime, timeZone, since: finishedAt })
    if (localDate) await planRun(ports, { tenantId, connectorId, trigger: 'schedule', localDate })
  }
  for (const run of await ports.work.runsToContinue()) await ports.jobs.syncConnector(run)
  for (const mailbox of await ports.work.mailboxesToDeliver(ports.clock.now())) {
    await ports.jobs.deliverMailbox(mailbox)
  }
  for (const run of await ports.work.runsToReconcile()) await reconcileRun(ports, run)
  for (const run of await ports.work.runsToCheck(ports.clock.now())) await ports.jobs.checkFolders(run)
}
