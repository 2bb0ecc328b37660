import 'server-only'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { hasSitePassword } from '#lib/db/connector-secrets.ts'
import { findConnector } from '#lib/db/connectors.ts'
import { findNewestRuns } from '#lib/db/runs-for-web.ts'
import { findMappingSummary, type MappingSummary } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { runStatus } from '#lib/domain/connector-status.ts'
import { toLocalDateTime } from '#lib/domain/wizard-local-time.ts'
import { isStepDone, stepToShow, WIZARD_STEPS, type WizardStep } from '#lib/domain/wizard-steps.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

export type Draft = Awaited<ReturnType<typeof readDraft>>

/** The first sync takes what was sent in this time, unless the admin says otherwise. */
const DEFAULT_LOOK_BACK_MS = 24 * 60 * 60 * 1_000

/**
 * The draft of an address, for one of its steps. Sends to the first step that is not done when this one may not be
 * shown yet. A browser gets neither the password nor its cipher, only whether there is one.
 */
export async function readDraft(address: { typeId: string; connectorId: string }, step: WizardStep) {
  const { tenantId } = await requireViewer('manage')
  const { database, env, clock } = webComposition()
  if (!z.guid().safeParse(address.connectorId).success) notFound()
  const key = { tenantId, connectorId: address.connectorId.toLowerCase() }

  const found = await withTenant(database, tenantId, async (transaction) => {
    const connector = await findConnector(transaction, key)
    if (!connector) return null
    const mapping: MappingSummary | null = await findMappingSummary(transaction, key)
    const hasPassword = await hasSitePassword(transaction, key)
    const run = (await findNewestRuns(transaction, tenantId, [key.connectorId])).get(key.connectorId) ?? null
    return { connector, mapping, hasPassword, run }
  })
  if (found?.connector.typeId !== address.typeId) notFound()
  const { connector, mapping, hasPassword, run } = found

  const allowed = stepToShow(step, connector)
  if (allowed !== step) redirect(wizardAddress(address, allowed))
  const importSince = connector.importSince ?? new Date(clock.now().getTime() - DEFAULT_LOOK_BACK_MS)
  return {
    connectorId: connector.id,
    typeId: connector.typeId,
    name: connector.name,
    updatedAt: connector.updatedAt,
    doneSteps: WIZARD_STEPS.filter((each) => isStepDone(each, connector)),
    terms: {
      version: connector.termsVersion,
      acceptedAt: connector.termsAcceptedAt,
      acceptedBy: connector.termsAcceptedBy,
    },
    site: {
      host: connector.siteHost ?? env.TELEMESSAGE_HOST,
      port: connector.sitePort ?? env.TELEMESSAGE_PORT,
      folder: connector.siteFolder ?? env.TELEMESSAGE_FOLDER,
      username: connector.siteUsername ?? '',
      hostKey: connector.siteHostKey,
      checkedAt: connector.siteCheckedAt,
      hasPassword,
    },
    mapping: {
      automatic: connector.automaticMapping,
      custom: mapping && mapping.rowCount > 0 ? mapping : null,
    },
    schedule: { time: connector.scheduleTime, timeZone: connector.timeZone },
    importSince,
    importSinceLocal: toLocalDateTime(importSince, connector.timeZone),
    finishedAt: connector.finishedAt,
    firstRun: run && {
      id: run.id,
      counts: run.counts,
      status: runStatus({ state: run.state, ...run.counts }),
    },
  }
}

export function wizardAddress(address: { typeId: string; connectorId: string }, step: WizardStep): Route {
  return `/data-connectors/${address.typeId}/add/${address.connectorId}/${step}` as Route
}
