/** A page is small: whatever takes longer has got lost. */
const TIMEOUT_MS = 30_000

export type RowPageFailure = 'session-expired' | 'gone' | 'no-answer'

export type RowPage<Row> = { ok: true; rows: Row[]; total: number } | { ok: false; reason: RowPageFailure }

/** Reads a range of rows from an address of the app that answers `{ rows, total }`. */
export async function readRowPage<Row>(
  url: string,
  { offset, limit }: { offset: number; limit: number },
  signal: AbortSignal,
): Promise<RowPage<Row>> {
  const joint = url.includes('?') ? '&' : '?'
  try {
    const answer = await fetch(`${url}${joint}offset=${offset}&limit=${limit}`, {
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    if (answer.status === 401) return { ok: false, reason: 'session-expired' }
    if (answer.status === 404) return { ok: false, reason: 'gone' }
    if (!answer.ok) return { ok: false, reason: 'no-answer' }
    const { rows, total } = (await answer.json()) as { rows: Row[]; total: number }
    return { ok: true, rows, total }
  } catch {
    return { ok: false, reason: 'no-answer' }
  }
}
