import type { Database } from '#lib/db/client.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import type { RunLedger } from '#lib/sync/ledger/run-ledger.ts'
import { analyzeRecorded } from './analyze-recorded.ts'
import { cancelRun } from './cancel-run.ts'
import { claimRun } from './claim-run.ts'
import { finishRun, tallyRun } from './close-run.ts'
import { countMessageDays } from './count-message-days.ts'
import { designateMailbox } from './designate-mailbox.ts'
import { holdRun } from './hold-claim.ts'
import { noteMappedMailboxes } from './note-mapped-mailboxes.ts'
import { insertRedrive } from './plan-redrive.ts'
import { insertRun } from './plan-run.ts'
import { rememberCaptureDays } from './remember-capture-days.ts'
import { itemsToRead, saveRereadItems } from './reread-items.ts'
import { routeItems } from './route-items.ts'
import { saveItems } from './save-items.ts'
import {
  customMapping,
  formerAddresses,
  openPeople,
  saveMailboxes,
  saveResolutions,
} from './save-resolutions.ts'
import {
  finishPackage,
  knownPackages,
  packagesToRecord,
  refusePackage,
  savePackage,
} from './staged-packages.ts'

/** The runs' part of the ledger on Postgres: one file a question, one transaction a call. */
export function createRunLedger(database: Database): RunLedger {
  return {
    plan: (run) => withTenant(database, run.tenantId, (tx) => insertRun(tx, run)),
    claim: (tenantId, runId) => withTenant(database, tenantId, (tx) => claimRun(tx, tenantId, runId)),
    advance: (claim, ...[from, to]) =>
      withTenant(database, claim.tenantId, async (tx) => {
        await holdRun(tx, claim)
        await tx.$executeRaw`
          update run set state = ${to},
            started_at = case when ${to} = 'fetching' then now() else started_at end,
            resolved_at = case when ${to} = 'delivering' then now() else resolved_at end
          where id = ${claim.runId}::uuid and state = ${from}`
        if (to !== 'delivering') return
        await rememberCaptureDays(tx, claim)
        await countMessageDays(tx, claim)
      }),
    fail: (claim, error) =>
      withTenant(database, claim.tenantId, async (tx) => {
        await holdRun(tx, claim)
        await tx.$executeRaw`
          update run set state = 'failed', error_code = ${error.code}, error_detail = ${error.detail}, finished_at = now()
          where id = ${claim.runId}::uuid and state in ('planned', 'fetching', 'recording', 'resolving')`
      }),
    knownPackages: (claim) => withTenant(database, claim.tenantId, (tx) => knownPackages(tx, claim)),
    savePackage: (claim, found) =>
      withTenant(database, claim.tenantId, (tx) => savePackage(tx, claim, found)),
    refusePackage: (claim, refused) =>
      withTenant(database, claim.tenantId, (tx) => refusePackage(tx, claim, refused)),
    packagesToRecord: (claim) => withTenant(database, claim.tenantId, (tx) => packagesToRecord(tx, claim)),
    saveItems: (claim, packageId, items) =>
      withTenant(database, claim.tenantId, (tx) => saveItems(tx, claim, packageId, items)),
    planRedrive: (redrive) => withTenant(database, redrive.tenantId, (tx) => insertRedrive(tx, redrive)),
    itemsToRead: (claim, limit) =>
      withTenant(database, claim.tenantId, (tx) => itemsToRead(tx, claim, limit)),
    saveRereadItems: (claim, packageId, items) =>
      withTenant(database, claim.tenantId, (tx) => saveRereadItems(tx, claim, packageId, items)),
    finishPackage: (claim, packageId, entryCount) =>
      withTenant(database, claim.tenantId, (tx) => finishPackage(tx, claim, packageId, entryCount)),
    customMapping: (claim) => withTenant(database, claim.tenantId, (tx) => customMapping(tx, claim)),
    openPeople: async (claim) => {
      // A transaction of its own: the lock on both tables is as short as it can be.
      await withTenant(database, claim.tenantId, (tx) => analyzeRecorded(tx, claim))
      return withTenant(database, claim.tenantId, (tx) => openPeople(tx, claim))
    },
    formerAddresses: (claim, addresses) =>
      withTenant(database, claim.tenantId, (tx) => formerAddresses(tx, claim, addresses)),
    saveMailboxes: (claim, users) =>
      withTenant(database, claim.tenantId, (tx) => saveMailboxes(tx, claim, users)),
    noteMappedMailboxes: (claim, found) =>
      withTenant(database, claim.tenantId, (tx) => noteMappedMailboxes(tx, claim, found)),
    saveResolutions: (claim, resolutions) =>
      withTenant(database, claim.tenantId, (tx) => saveResolutions(tx, claim, resolutions)),
    designateMailbox: (claim, mailboxId) =>
      withTenant(database, claim.tenantId, (tx) => designateMailbox(tx, claim, mailboxId)),
    routeItems: (claim) => withTenant(database, claim.tenantId, (tx) => routeItems(tx, claim)),
    mailboxesWithOpenDeliveries: (tenantId, runId) =>
      withTenant(database, tenantId, async (tx) => {
        const rows = await tx.$queryRaw<{ mailbox_id: bigint }[]>`
          select distinct mailbox_id from delivery
          where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid
            and state in ('pending', 'attempting', 'unconfirmed')
          order by mailbox_id`
        return rows.map((row) => row.mailbox_id)
      }),
    hasOpenDeliveries: (tenantId, runId) =>
      withTenant(database, tenantId, async (tx) => {
        const [row] = await tx.$queryRaw<{ open: boolean }[]>`
          select exists (
            select 1 from delivery
            where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid
              and state in ('pending', 'attempting', 'unconfirmed')) as open`
        return row?.open ?? false
      }),
    tally: (tenantId, runId) => withTenant(database, tenantId, (tx) => tallyRun(tx, tenantId, runId)),
    cancel: (request) => withTenant(database, request.tenantId, (tx) => cancelRun(tx, request)),
    finish: (tenantId, runId, state, at) =>
      withTenant(database, tenantId, (tx) => finishRun(tx, tenantId, runId, state, at)),
  }
}
