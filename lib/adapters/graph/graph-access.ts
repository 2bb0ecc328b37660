import { z } from 'zod'
import type { TenantAccess } from '#lib/sync/ports/tenant-access.ts'
import { type AppTokenOptions, createAppTokenProvider } from './app-token.ts'
import { createGraphClient } from './graph-client.ts'
import type { HttpSend } from './http-send.ts'
import { withQuery } from './odata.ts'

/** Tries the app's own credentials at Entra ID and Graph, each time with a token that was not there before. */
export function createGraphAccess(options: AppTokenOptions & { send?: HttpSend }): TenantAccess {
  // A provider keeps its token for an hour, in which a consent that was just given would not be seen.
  const freshToken = () => createAppTokenProvider(options)()
  return {
    async grantedPermissions() {
      return readRoles(await freshToken())
    },
    async readAnyUser() {
      const { graphUrl, requestTimeoutMs, send } = options
      const graph = createGraphClient({
        graphUrl,
        requestTimeoutMs,
        tokenProvider: freshToken,
        ...(send && { send }),
      })
      await graph.get(withQuery('/users', { $select: 'id', $top: '1' }))
    },
  }
}

const claims = z.object({ roles: z.array(z.string()).default([]) })

/**
 * The `roles` claim: application permissions that were consented to in Entra. What Exchange's own role-based access
 * control gives the app is in no token. Microsoft may change a token's form at any time, so nothing rests on it.
 */
function readRoles(token: string): string[] | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return claims.parse(payload).roles
  } catch {
    return null
  }
}
