import type { z } from 'zod'
import { GraphRequestError } from './graph-errors.ts'

/** @throws {GraphRequestError} as for an answer that never came: what was asked may have been done. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const detail = 'Microsoft Graph gave an answer that could not be read.'
  throw new GraphRequestError({
    code: 'graph_unavailable',
    status: 200,
    graphCode: 'unreadable-answer',
    detail,
  })
}
