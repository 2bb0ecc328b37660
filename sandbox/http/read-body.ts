import type { IncomingMessage } from 'node:http'

/** How much of a refused body is read and thrown away, so that the client is still there to read the refusal. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024

/** The body of a request, or `too-large` once all of it has gone by. @throws {ClientLeftError} */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = []
    let sizeBytes = 0
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes <= maxBytes) chunks.push(chunk)
      else chunks = []
      if (sizeBytes > MAX_DISCARDED_BYTES) request.destroy()
    })
    request.on('end', () => {
      const [first] = chunks
      if (sizeBytes > maxBytes) resolve('too-large')
      else resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks))
    })
    request.on('error', () => reject(new ClientLeftError()))
    request.on('close', () => {
      // Every request closes in the end, and an error with its stack would cost each of them 10 µs.
      if (!request.complete) reject(new ClientLeftError())
    })
  })
}

export class ClientLeftError extends Error {
  readonly code = 'client_left'

  constructor() {
    super('The client left before its request was complete.')
    this.name = 'ClientLeftError'
  }
}
