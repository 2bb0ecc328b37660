import { findConnectorNames, lockConnectorNames } from '#lib/db/connector-names.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import { isSameConnectorName } from '#lib/domain/wizard-connector-name.ts'
import type { ReviewInput } from '#lib/domain/wizard-inputs.ts'
import { toInstant } from '#lib/domain/wizard-local-time.ts'

/** What the draft gets of a review. */
export type CheckedReview = { name: string; importSince: Date; scheduleTime: string; timeZone: string }

/** What a form alone cannot know: whether the start is over already, and whether the name is free. */
export async function checkReview(
  transaction: TenantTransaction,
  tenantId: string,
  input: ReviewInput,
  now: Date,
): Promise<{ ok: true; review: CheckedReview } | Refusal> {
  const { name, scheduleTime, timeZone } = input
  const importSince = toInstant(input.importSince, timeZone)
  if (importSince > now) return refuse('start-in-future', { fields: { importSince: ['inFuture'] } })
  await lockConnectorNames(transaction, tenantId)
  const taken = await findConnectorNames(transaction, tenantId, { except: input.connectorId })
  if (taken.some((other) => isSameConnectorName(other, name))) {
    return refuse('name-taken', { values: { name }, fields: { name: ['nameTaken'] } })
  }
  return { ok: true, review: { name, importSince, scheduleTime, timeZone } }
}
