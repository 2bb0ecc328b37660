import type { GraphContext, GraphRequest, GraphResponse, PathParams } from './graph-exchange.ts'
import { badRequest, GraphRefusal } from './graph-refusal.ts'
import type { VerifiedToken } from './verify-token.ts'

/** What the app must have been granted for a route. */
export type AppPermission = 'Mail.ReadWrite' | 'User.Read.All' | 'Group.Read.All'

export type Route = {
  method: string
  pattern: string
  /** null: any valid token. */
  permission: AppPermission | null
  makesMessages?: boolean
  handle(
    context: GraphContext,
    request: GraphRequest,
    params: PathParams,
    token: VerifiedToken,
  ): GraphResponse | Promise<GraphResponse>
}

type Found = {
  route: Route
  /** Method and pattern, as counters and knobs name the route. */
  pattern: string
}

type Node = {
  literals: Map<string, Node>
  parameter?: { name: string; node: Node }
  routes: Map<string, Found>
}

/** Finds routes by walking the path once; a segment is a literal, in any case, or a `:parameter`. */
export function createRouter(routes: readonly Route[]) {
  const root = newNode()
  for (const route of routes) {
    let node = root
    for (const segment of route.pattern.split('/')) node = childFor(node, segment)
    node.routes.set(route.method, { route, pattern: `${route.method} ${route.pattern}` })
  }

  return {
    /** @throws {GraphRefusal} when nothing answers there, or not with that method. */
    find(method: string, path: string): Found & { params: PathParams } {
      const params: Record<string, string> = {}
      let node: Node | undefined = root
      for (const segment of path.split('/')) {
        const literal: Node | undefined = node.literals.get(segment.toLowerCase())
        if (literal) {
          node = literal
        } else if (node.parameter && segment !== '') {
          params[node.parameter.name] = decodeSegment(segment)
          node = node.parameter.node
        } else {
          throw badRequest(`Resource not found for the segment '${decodeSegment(segment)}'.`)
        }
      }
      const found = node.routes.get(method)
      if (found) return { ...found, params }
      if (node.routes.size === 0) throw badRequest(`The sandbox has nothing at '${decodeSegment(path)}'.`)
      throw new GraphRefusal(405, 'BadRequest', `The sandbox does not model ${method} here.`)
    },
  }
}

function newNode(): Node {
  return { literals: new Map(), routes: new Map() }
}

function childFor(node: Node, segment: string): Node {
  if (segment.startsWith(':')) {
    node.parameter ??= { name: segment.slice(1), node: newNode() }
    return node.parameter.node
  }
  const key = segment.toLowerCase()
  const child = node.literals.get(key) ?? newNode()
  node.literals.set(key, child)
  return child
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badRequest('The address contains an escape that is not UTF-8.')
  }
}
