import type { Refusal } from '#lib/domain/action-result.ts'
import type { Action } from './use-call.ts'

/**
 * A server action over several, one after the other. One that is refused does not hold up the others; the first refusal
 * is kept to be said.
 */
export function callForEach<Input, Value>(
  action: Action<Input, Value>,
): Action<Input[], { doneCount: number; refused: Refusal['error'] | null }> {
  return async (inputs) => {
    let doneCount = 0
    let refused: Refusal['error'] | null = null
    for (const input of inputs) {
      const result = await action(input)
      if (result.ok) doneCount++
      // Without a session the others would be refused as well.
      else if (result.error.code === 'session-expired') return result
      else refused ??= result.error
    }
    return { ok: true, value: { doneCount, refused } }
  }
}
