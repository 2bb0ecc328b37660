import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { claimsInForce, type SessionClaims } from '#lib/auth/session-claims.ts'
import { may, type Permission } from '#lib/domain/roles.ts'
import { webComposition } from './web-composition.ts'

export type Viewer = SessionClaims

/** Who looks at this page; null without a session. Read once a request. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const { authOptions, clock, env } = webComposition()
  const session: unknown = await getServerSession(authOptions)
  const claims = session && typeof session === 'object' && 'claims' in session ? session.claims : null
  const viewer = claimsInForce(claims, clock.now())
  // A cookie outlives a change of the installation's tenant.
  return viewer?.tenantId === env.ENTRA_TENANT_ID.toLowerCase() ? viewer : null
})

/** Who looks at this page, with the right to. Sends others to sign in, or to the page that names the missing role. */
export async function requireViewer(permission: Permission): Promise<Viewer> {
  const viewer = await findViewer()
  if (!viewer) {
    const path = (await headers()).get('x-request-path') ?? '/'
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}` as Route)
  }
  if (!may(viewer.roles, permission)) forbidden()
  return viewer
}
