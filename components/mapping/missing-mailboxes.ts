import type { DirectoryProblemCount, MappingUploadSummary } from '#lib/domain/mapping-upload.ts'

/** What the directory has said of mailboxes that cannot be delivered to. Where it gave no answer, nobody knows. */
export function missingMailboxes({ check }: MappingUploadSummary): DirectoryProblemCount[] {
  return check.problems.filter(({ status }) => status !== 'unanswered')
}

export function countMissingMailboxes(summary: MappingUploadSummary): number {
  return missingMailboxes(summary).reduce((sum, { count }) => sum + count, 0)
}
