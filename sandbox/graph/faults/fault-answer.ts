import { GraphRefusal } from '../graph-refusal.ts'
import type { Fault, GraphKnobs } from './graph-knobs.ts'

/** When a fault strikes, and how. */
export type FaultParts = { when: 'before' | 'after' | 'late'; how: '429' | '503' | '504' | 'Cut' | 'Hang' }

export function partsOf(fault: Fault): FaultParts {
  const [, when, how] = /^(before|after|late)(.+)$/.exec(fault) ?? []
  return { when: when as FaultParts['when'], how: how as FaultParts['how'] }
}

/**
 * The answer of a gateway in front of Graph. As seen in the field: 504 never says when to come back, 503 sometimes does,
 * and either may have no body at all.
 * @param chance from 0 to 1, decides between those.
 */
export function faultRefusal(how: '429' | '503' | '504', knobs: GraphKnobs, chance: number): GraphRefusal {
  const retryAfter = { 'retry-after': String(knobs.retryAfterSeconds) }
  if (how === '429') {
    return new GraphRefusal(
      429,
      'ApplicationThrottled',
      'Application is over its MailboxConcurrency limit.',
      retryAfter,
    )
  }
  const code = chance < 0.5 ? 'UnknownError' : ''
  if (how === '504') return new GraphRefusal(504, code, '')
  return new GraphRefusal(503, code, '', chance < 0.25 || chance >= 0.75 ? retryAfter : {})
}
