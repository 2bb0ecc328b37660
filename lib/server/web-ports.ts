import type { AuthOptions } from 'next-auth'
import type { Database } from '#lib/db/client.ts'
import type { Environment } from '#lib/platform/env.ts'
import type { Logger } from '#lib/platform/logger.ts'
import type { SecretBox } from '#lib/platform/secret-box.ts'
import type { cancelRun } from '#lib/sync/cancel-run.ts'
import type { ChannelKey } from '#lib/sync/ledger/alert-ledger.ts'
import type { CancelOutcome, StagedPackage } from '#lib/sync/ledger/run-ledger.ts'
import type { PlanRedriveOutcome, planRedrive } from '#lib/sync/plan-redrive.ts'
import type { PlanRunOutcome } from '#lib/sync/plan-run.ts'
import type { AlertSender } from '#lib/sync/ports/alert-sender.ts'
import type { Clock } from '#lib/sync/ports/clock.ts'
import type { Directory, GroupDirectory } from '#lib/sync/ports/directory.ts'
import type { EvidenceAccess } from '#lib/sync/ports/evidence-store.ts'
import type { PackageEntry } from '#lib/sync/ports/package-format.ts'
import type { ReadSiteKey, SourceSite } from '#lib/sync/ports/source-site.ts'
import type { TenantAccess } from '#lib/sync/ports/tenant-access.ts'

/** What the web app works with; its use cases take these, so that tests can give others. */
export type WebPorts = {
  env: Environment
  database: Database
  clock: Clock
  log: Logger
  secretBox: SecretBox
  site: SourceSite
  /** Who has a mailbox. People wait for the answer: only with a deadline. */
  directory: Directory & GroupDirectory
  tenantAccess: TenantAccess
  evidenceAccess: EvidenceAccess
  readSiteKey: ReadSiteKey
  /** The bytes of a message as it was delivered, from its staged package. */
  readOriginal(of: { package: StagedPackage; entry: PackageEntry }): AsyncGenerator<Uint8Array>
  newId: () => string
  planRun(request: {
    tenantId: string
    connectorId: string
    trigger: 'manual' | 'api'
    requestedBy: { id: string; name: string }
  }): Promise<PlanRunOutcome>
  /** Looks up the people of an uploaded mapping, in the background. */
  requestMappingCheck(upload: { tenantId: string; uploadId: string }): Promise<void>
  /** Reads who stands on the newest messages of a site, in the background. */
  requestSample(key: { tenantId: string; connectorId: string }): Promise<void>
  alertSender: AlertSender
  /** Null: alerts do not go by e-mail. */
  mailServer: { host: string; from: string } | null
  /** Sends what is due in a channel, in the background. */
  requestAlerts(key: ChannelKey): Promise<void>
  cancelRun(request: Parameters<typeof cancelRun>[1]): Promise<CancelOutcome>
  planRedrive(request: Parameters<typeof planRedrive>[1]): Promise<PlanRedriveOutcome>
}

export type WebComposition = WebPorts & { authOptions: AuthOptions; clientCertificateExpiresAt: Date | null }
