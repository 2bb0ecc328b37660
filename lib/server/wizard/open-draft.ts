import { type ConnectorRow, lockConnector } from '#lib/db/connectors.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import { isStepOpen, type WizardStep } from '#lib/domain/wizard-steps.ts'

/**
 * Locks a draft for an answer to one of its steps. The page of the step has asked the same; a request need not come
 * from a page.
 */
export async function openDraft(
  transaction: TenantTransaction,
  key: { tenantId: string; connectorId: string },
  step: WizardStep,
): Promise<{ ok: true; draft: ConnectorRow } | Refusal> {
  const draft = await lockConnector(transaction, key)
  if (!draft) return refuse('connector-gone')
  return isStepOpen(step, draft) ? { ok: true, draft } : refuse('step-not-open')
}
