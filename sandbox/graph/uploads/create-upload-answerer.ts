import type { GraphContext, GraphRequest } from '../graph-exchange.ts'
import { GraphRefusal } from '../graph-refusal.ts'
import type { ExchangeRunner, Outcome, ReadBody } from '../run-exchange.ts'
import { answerChunk, answerProgress, cancelUpload } from './answer-upload.ts'
import { tokenOf } from './upload-path.ts'

export type UploadAnswerer = (
  method: string,
  url: string,
  headers: GraphRequest['headers'],
  readBody: ReadBody,
) => Promise<Outcome>

const ROUTE = 'uploadSession'

/** Answers the host for uploads: the address is the permission, and a token in it would be one too many. */
export function createUploadAnswerer(context: GraphContext, run: ExchangeRunner): UploadAnswerer {
  return (method, url, headers, readBody) =>
    run({ headers, isPart: false, readBody }, (named) => {
      named.route = `${method} ${ROUTE}`
      if (headers.authorization !== undefined) {
        throw new GraphRefusal(
          401,
          'InvalidAuthenticationToken',
          'This address is authorized by itself: send no Authorization header.',
        )
      }
      const session = context.uploads.find(tokenOf(url) ?? '')
      if (!session) {
        throw new GraphRefusal(404, 'ErrorItemNotFound', 'The upload session is not there, or has expired.')
      }
      const person = context.directory.findById(session.userId)
      return {
        route: named.route,
        appId: session.appId,
        mailbox: {
          key: session.userId,
          names: [session.userId, ...(person ? [person.userPrincipalName] : [])],
        },
        directoryUnits: 0,
        makesMessages: false,
        effect: (body) => {
          const request = { method, path: '', query: new URLSearchParams(), headers, body }
          if (method === 'PUT') return answerChunk(context, session, request)
          if (method === 'GET') return answerProgress(session)
          if (method === 'DELETE') return cancelUpload(context, session)
          throw new GraphRefusal(405, 'BadRequest', `An upload session does not take ${method}.`)
        },
      }
    })
}
