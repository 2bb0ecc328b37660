import type { MappingInput } from '#lib/domain/wizard-inputs.ts'

/** `text` null: the stored rows stay as they are. Empty: there are none. */
export type MappingValues = { automaticMapping: boolean; text: string | null; fileName: string | null }

/** What the form says about the custom mapping. */
export function toCustomMapping(
  { text, fileName }: MappingValues,
  leaveOutCount: number,
): MappingInput['custom'] {
  if (text === null) return { choice: 'keep' }
  return text.trim() === '' ? { choice: 'none' } : { choice: 'replace', text, fileName, leaveOutCount }
}
