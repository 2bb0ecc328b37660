import { TERMS_VERSION } from './wizard-terms.ts'

/** One address a step, in this order. */
export const WIZARD_STEPS = ['terms', 'login', 'mapping', 'review', 'finish'] as const

export type WizardStep = (typeof WIZARD_STEPS)[number]

/** What the stored draft says; nothing about progress is kept beside it. */
export type WizardAnswers = {
  state: string
  termsVersion: string | null
  siteCheckedAt: Date | null
  mappingConfirmedAt: Date | null
}

export function isStepDone(step: WizardStep, answers: WizardAnswers): boolean {
  switch (step) {
    case 'terms':
      return answers.termsVersion === TERMS_VERSION
    case 'login':
      return answers.siteCheckedAt !== null
    case 'mapping':
      return answers.mappingConfirmedAt !== null
    case 'review':
    case 'finish':
      return answers.state !== 'draft'
  }
}

/**
 * The step to show when `requested` was asked for: no step before the ones above it are done, and nothing but the
 * result once the connector exists.
 */
export function stepToShow(requested: WizardStep, answers: WizardAnswers): WizardStep {
  if (answers.state !== 'draft') return 'finish'
  const firstUndone = WIZARD_STEPS.find((step) => !isStepDone(step, answers)) ?? 'finish'
  return WIZARD_STEPS.indexOf(requested) <= WIZARD_STEPS.indexOf(firstUndone) ? requested : firstUndone
}

/** Whether an answer to a step may be taken: the same rule, for requests that no page has sent. */
export function isStepOpen(step: WizardStep, answers: WizardAnswers): boolean {
  return answers.state === 'draft' && stepToShow(step, answers) === step
}
