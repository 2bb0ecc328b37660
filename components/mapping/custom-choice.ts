import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { MappingInput } from '#lib/domain/wizard-inputs.ts'
import type { MappingWay } from './way-choice.tsx'

/** What the page says about the custom mapping. The errors left out are as many as were on the page. */
export function customChoice(choice: {
  summary: MappingUploadSummary | null
  isRemoving: boolean
  hasStored: boolean
  way: MappingWay
  /** The number of the version in force when the page was opened; 0 without one. */
  was: number
}): MappingInput['custom'] {
  const { summary, way, was } = choice
  if (summary) {
    return {
      choice: 'upload',
      uploadId: summary.id,
      way: choice.hasStored ? way : 'replace',
      leaveOutCount: summary.counts.error,
      was,
    }
  }
  return choice.hasStored && !choice.isRemoving ? { choice: 'keep' } : { choice: 'none' }
}
