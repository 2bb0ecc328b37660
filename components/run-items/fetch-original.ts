import { type ActionResult, refuse } from '#lib/domain/action-result.ts'
import type { ReadOriginalInput } from '#lib/domain/item-inputs.ts'

/** Asks for a message as it was delivered and gives it to the browser as a download; a refusal comes back as such. */
export async function fetchOriginal(address: string, input: ReadOriginalInput): Promise<ActionResult<null>> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  if (!answer.ok) {
    const refusal: unknown = await answer.json().catch(() => null)
    return isRefusal(refusal) ? refusal : refuse('no-answer')
  }
  const fileName = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const url = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = fileName ?? 'message.eml'
  link.click()
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_AFTER_MS)
  return { ok: true, value: null }
}

const RELEASE_AFTER_MS = 60_000

function isRefusal(answer: unknown): answer is Extract<ActionResult<null>, { ok: false }> {
  return typeof answer === 'object' && answer !== null && 'error' in answer
}
