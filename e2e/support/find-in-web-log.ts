import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FACTS_VARIABLE } from './demo.ts'

/** The line that an operator finds who looks for the reference that somebody has read to them; null without one. */
export function findInWebLog(reference: string | undefined): Record<string, unknown> | null {
  const log = join(dirname(process.env[FACTS_VARIABLE] ?? ''), 'logs/web.log')
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    if (!line.startsWith('{')) continue
    const event = JSON.parse(line)
    if (event.reference === reference) return event
  }
  return null
}
