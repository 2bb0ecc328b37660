import type { IncomingMessage, ServerResponse } from 'node:http'
import sirv from 'sirv'
import { SECURITY_HEADERS } from './security-headers.ts'

const PREFIX = '/_next/static'
const YEAR_SECONDS = 31_536_000

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/**
 * Answers for the files of a build, whose names change with their content, from what `compressFiles` has made of them; everything else
 * goes to `next`. Only what was there when the server started is served.
 *
 * @param folder what the build has under `/_next/static`
 */
export function serveStaticFiles(folder: string, next: Handler): Handler {
  const files = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    immutable: true,
    maxAge: YEAR_SECONDS,
    setHeaders: (response) => {
      for (const { key, value } of SECURITY_HEADERS) response.setHeader(key, value)
    },
  })
  return (request, response) => {
    const { url = '/', method } = request
    if (!url.startsWith(`${PREFIX}/`) || (method !== 'GET' && method !== 'HEAD'))
      return next(request, response)
    request.url = url.slice(PREFIX.length)
    files(request, response, () => {
      request.url = url
      void next(request, response)
    })
  }
}
