import { randomUUID } from 'node:crypto'
import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import type { AppGrants } from '#sandbox/entra/app-grants.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { Certificates } from '#sandbox/state/certificates.ts'
import type { SigningKey } from '#sandbox/state/signing-key.ts'
import { createAnswerer, type GraphAnswerer } from './answer-request.ts'
import { createGraphState, graphControl } from './graph-control.ts'
import { badRequest } from './graph-refusal.ts'
import { listenForGraph } from './listen-for-graph.ts'
import type { Mailboxes } from './open-mailboxes.ts'
import { createExchangeRunner } from './run-exchange.ts'
import { createUploadAnswerer, type UploadAnswerer } from './uploads/create-upload-answerer.ts'
import { createTokenVerifier } from './verify-token.ts'

/** Listens first and answers once `serve` says who signs its tokens: Entra has to know Graph's address. */
export async function startGraph(
  settings: CompleteSettings,
  certificates: Certificates,
  directory: DirectoryStore,
  mailboxes: Mailboxes,
) {
  const state = createGraphState(settings.now, directory)
  const run = createExchangeRunner({ ...state, now: settings.now, newId: randomUUID })
  let answer: GraphAnswerer | undefined
  let answerUpload: UploadAnswerer | undefined

  const graph = await listenForGraph(settings, certificates, 'graphPort', async (request, readBody) => {
    const url = request.url ?? '/'
    const mark = url.indexOf('?')
    const path = mark === -1 ? url : url.slice(0, mark)
    const method = request.method ?? 'GET'
    const { headers } = request
    if (!answer) return { kind: 'answer', response: { status: 503 } }
    if (!path.startsWith('/v1.0/')) {
      return run({ headers, isPart: false, readBody }, () => {
        throw badRequest(`Invalid version: '${path.split('/')[1] ?? ''}'. The sandbox models v1.0.`)
      })
    }
    const query = new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1))
    return answer({ method, path: path.slice('/v1.0/'.length).replace(/\/$/, ''), query, headers }, readBody)
  })
  const uploads = await listenForGraph(settings, certificates, 'uploadPort', (request, readBody) =>
    answerUpload
      ? answerUpload(request.method ?? 'GET', request.url ?? '/', request.headers, readBody)
      : Promise.resolve({ kind: 'answer', response: { status: 503 } }),
  ).catch(async (error: unknown) => {
    await graph.close()
    throw error
  })

  const url = settings.graphPublicPort === 0 ? graph.url : `https://localhost:${settings.graphPublicPort}`

  return {
    url,
    control: graphControl(state, mailboxes, () => {
      graph.closeHanging()
      uploads.closeHanging()
    }),
    serve(issuer: string, signingKey: SigningKey, grants: () => AppGrants): void {
      const context = {
        ...mailboxes,
        ...state,
        directory,
        baseUrl: `${url}/v1.0`,
        uploadUrl: uploads.url,
        now: settings.now,
        newId: randomUUID,
      }
      const expected = { audience: url, issuer, tenantId: settings.tenantId }
      const verify = createTokenVerifier(signingKey, expected, settings.now)
      answer = createAnswerer(context, run, verify, grants)
      answerUpload = createUploadAnswerer(context, run)
    },
    async close() {
      state.late.clear()
      await Promise.all([graph.close(), uploads.close()])
    },
  }
}
