import type { AppGrants } from '#sandbox/entra/app-grants.ts'
import { authorize } from './authorize.ts'
import { createBatchRoute } from './batch/answer-batch.ts'
import type { GraphContext, GraphRequest } from './graph-exchange.ts'
import { createRouter, type Route } from './router.ts'
import { GRAPH_ROUTES } from './routes.ts'
import type { Exchange, ExchangeRunner, Outcome, ReadBody } from './run-exchange.ts'
import type { TokenVerifier, VerifiedToken } from './verify-token.ts'

export type RequestHead = Omit<GraphRequest, 'body'>

export type GraphAnswerer = (head: RequestHead, readBody: ReadBody, isPart?: boolean) => Promise<Outcome>

/** Answers one request, or one part of a batch: the token first, then the route. */
export function createAnswerer(
  context: GraphContext,
  run: ExchangeRunner,
  verify: TokenVerifier,
  grants: () => AppGrants,
): GraphAnswerer {
  const answer: GraphAnswerer = (head, readBody, isPart = false) =>
    run({ headers: head.headers, isPart, readBody }, async (named) => {
      // A stranger is not told what exists.
      const token = await verify(head.headers.authorization as string | undefined)
      const { route, params, pattern } = router.find(head.method, head.path)
      named.route = pattern
      return prepare(head, token, route, params, pattern)
    })
  const router = createRouter([...GRAPH_ROUTES, createBatchRoute(answer)])

  function prepare(
    head: RequestHead,
    token: VerifiedToken,
    route: Route,
    params: Readonly<Record<string, string>>,
    pattern: string,
  ): Exchange {
    const isMail = route.permission === 'Mail.ReadWrite'
    const person = isMail ? context.directory.findByKey(params.user ?? '') : undefined
    if (route.permission !== null) authorize(token, route.permission, person, grants())
    const key = person?.id ?? params.user?.toLowerCase() ?? ''
    return {
      route: pattern,
      appId: token.appId,
      mailbox: isMail ? { key, names: person ? [person.id, person.userPrincipalName] : [key] } : null,
      directoryUnits: route.permission !== null && !isMail ? (head.query.has('$select') ? 1 : 2) : 0,
      makesMessages: route.makesMessages === true,
      effect: (body) => route.handle(context, { ...head, body }, params, token),
    }
  }

  return answer
}
