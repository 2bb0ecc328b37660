const LARGEST_BODY_BYTES = 64 * 1024

/** The body of a request as JSON; an empty body is an empty object; what is too long or no JSON is null. */
export async function readBoundedJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  if (request.body) {
    for await (const chunk of request.body) {
      sizeBytes += chunk.byteLength
      // The header may lie about the length, so the bytes themselves are counted.
      if (sizeBytes > LARGEST_BODY_BYTES) return null
      chunks.push(chunk)
    }
  }
  if (sizeBytes === 0) return {}
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return null
  }
}
