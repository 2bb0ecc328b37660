import type { WizardStep } from '#lib/domain/wizard-steps.ts'

/** Where a page of the wizard is. */
export type WizardPlace = {
  typeId: string
  typeName: string
  connectorId: string
  step: WizardStep
  doneSteps: WizardStep[]
  /** Those that may be shown now. */
  openSteps: WizardStep[]
  savedAt: Date
  /** What stands under the steps that are done. */
  facts: {
    termsVersion: string | null
    username: string
    mapping: { automatic: boolean; rowCount: number }
    finishedAt: Date | null
  }
}
