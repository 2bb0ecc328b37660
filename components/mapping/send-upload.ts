import { type ActionResult, refuse } from '#lib/domain/action-result.ts'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'

/** 20 MB over a line that carries 0.3 Mbit/s. */
const TIMEOUT_MS = 600_000

/**
 * Sends a file, and tells how many of its bytes have gone. By XMLHttpRequest: `fetch` does not say how far a body has got. An
 * upload that is called off leaves nothing on the server.
 */
export function sendUpload(
  { connectorId, fileName, body }: { connectorId: string; fileName: string | null; body: Blob },
  onProgress: (sentBytes: number) => void,
): { answer: Promise<ActionResult<MappingUploadSummary>>; abort: () => void } {
  const request = new XMLHttpRequest()
  const query = new URLSearchParams({ connectorId, ...(fileName !== null && { fileName }) })
  const answer = new Promise<ActionResult<MappingUploadSummary>>((resolve) => {
    request.open('POST', `/api/mapping-uploads?${query}`)
    request.setRequestHeader('content-type', 'text/csv')
    request.responseType = 'json'
    request.timeout = TIMEOUT_MS
    // The browser counts its envelope as well.
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, body.size))
    request.onload = () => {
      const response = request.response as MappingUploadSummary | ActionResult<never> | null
      if (response === null) resolve(refuse('no-answer'))
      else resolve('ok' in response ? response : { ok: true, value: response })
    }
    request.onerror = () => resolve(refuse('no-answer'))
    request.ontimeout = () => resolve(refuse('no-answer'))
    request.onabort = () => resolve(refuse('cancelled'))
    request.send(body)
  })
  return { answer, abort: () => request.abort() }
}
