import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import type { WizardStep } from '#lib/domain/wizard-steps.ts'
import type { Draft } from './read-draft.ts'

/** Where a page of the wizard is, for its frame. */
export function wizardPlace(draft: Draft, step: WizardStep) {
  return {
    typeId: draft.typeId,
    typeName: getConnectorType(draft.typeId).name,
    connectorId: draft.connectorId,
    step,
    doneSteps: draft.doneSteps,
    openSteps: draft.openSteps,
    savedAt: draft.updatedAt,
    facts: {
      termsVersion: draft.terms.version,
      username: draft.site.username,
      mapping: { automatic: draft.mapping.automatic, rowCount: draft.mapping.custom?.rowCount ?? 0 },
      finishedAt: draft.finishedAt,
    },
  }
}
