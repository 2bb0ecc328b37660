import 'server-only'
import { webComposition } from './web-composition.ts'

export type FileInPieces = {
  fileName: string
  contentType: string
  text: AsyncGenerator<string | Uint8Array>
}

/** Sends a file as it is written: whoever goes away stops the writing, and a fault breaks the download off. */
export function respondWithFile({ fileName, contentType, text }: FileInPieces): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await text.next()
        if (done) controller.close()
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
      } catch (error) {
        // The answer has begun by then, so a fault can no longer be told in words.
        webComposition().log.error({ err: error, fileName }, 'a download broke off')
        throw error
      }
    },
    async cancel() {
      await text.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
