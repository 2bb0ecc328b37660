import 'server-only'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { findConnectorNames } from '#lib/db/connector-names.ts'
import { hasSiteCredential } from '#lib/db/connector-secrets.ts'
import { findConnector } from '#lib/db/connectors.ts'
import { findFirstRun } from '#lib/db/runs-for-web.ts'
import { findMappingSummary, type MappingSummary } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { runStatus } from '#lib/domain/connector-status.ts'
import { nextScheduledAt } from '#lib/domain/run-schedule.ts'
import { toMappingPrecedence } from '#lib/domain/to-mapping-precedence.ts'
import { proposeConnectorName } from '#lib/domain/wizard-connector-name.ts'
import { isStepDone, stepToShow, WIZARD_STEPS, type WizardStep } from '#lib/domain/wizard-steps.ts'
import { loginFormValues } from './site-login/login-form-values.ts'
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
    const hasPassword = await hasSiteCredential(transaction, key)
    const run = await findFirstRun(transaction, key)
    const names = await findConnectorNames(transaction, tenantId, { except: key.connectorId })
    return { connector, mapping, hasPassword, run, names }
  })
  if (found?.connector.typeId !== address.typeId) notFound()
  const { connector, mapping, hasPassword, run, names } = found

  const allowed = stepToShow(step, connector)
  if (allowed !== step) redirect(wizardAddress(address, allowed))
  const readAt = clock.now()
  const { scheduleTime, timeZone, importSince } = connector
  // Review stores all of its choices or none, and the start is the only one without a default in the table.
  const isChosen = importSince !== null
  return {
    connectorId: connector.id,
    typeId: connector.typeId,
    name: connector.name,
    readAt,
    updatedAt: connector.updatedAt,
    doneSteps: WIZARD_STEPS.filter((each) => isStepDone(each, connector)),
    openSteps: WIZARD_STEPS.filter((each) => stepToShow(each, connector) === each),
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
      keyFingerprint: connector.siteKeyFingerprint,
      checkedAt: connector.siteCheckedAt,
      hasPassword,
    },
    loginForm: loginFormValues(connector, hasPassword, env),
    mapping: {
      automatic: connector.automaticMapping,
      precedence: toMappingPrecedence(connector.mappingPrecedence),
      /** With rows or without. */
      newestNumber: mapping?.number ?? 0,
      custom: mapping && mapping.rowCount > 0 ? mapping : null,
    },
    review: {
      name: isChosen ? connector.name : proposeConnectorName(getConnectorType(connector.typeId).name, names),
      importSince: importSince ?? new Date(readAt.getTime() - DEFAULT_LOOK_BACK_MS),
      scheduleTime,
      timeZone,
      isChosen,
    },
    nextRunAt: nextScheduledAt({ now: readAt, scheduleTime, timeZone }),
    finishedAt: connector.finishedAt,
    firstRun: run && {
      id: run.id,
      packagesTaken: run.packagesTaken,
      counts: run.counts,
      status: runStatus({ state: run.state, ...run.counts }),
    },
  }
}

export function wizardAddress(address: { typeId: string; connectorId: string }, step: WizardStep): Route {
  return `/data-connectors/${address.typeId}/add/${address.connectorId}/${step}` as Route
}
