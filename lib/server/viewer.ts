import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { type SessionClaims, sessionClaims } from '#lib/auth/session-claims.ts'
import { may, type Permission } from '#lib/domain/roles.ts'
import { webComposition } from './web-composition.ts'

export type Viewer = SessionClaims

/** Who looks at this page; null without a session in force (lib/auth/options.ts). Read once a request. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const session: unknown = await getServerSession(webComposition().authOptions)
  const claims = session && typeof session === 'object' && 'claims' in session ? session.claims : null
  return sessionClaims.safeParse(claims).data ?? null
})

/** Who looks at this page, with the right to. Sends others to sign in, or to the page that names the missing role. */
export async function requireViewer(permission: Permission): Promise<Viewer> {
  const viewer = await findViewer()
  if (!viewer) {
    const path = (await headers()).get('x-request-path') ?? '/'
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}` as Route)
  }
  if (!may(viewer.roles, permission)) {
    await logRefusal(viewer.objectId, permission)
    forbidden()
  }
  return viewer
}

/** Names this request to whoever looks into the log. proxy.ts makes it anew for each, whatever a browser sends. */
export async function findRequestReference(): Promise<string> {
  return (await headers()).get('x-request-reference') ?? ''
}

/** Once a request, though layout and page both refuse. */
const logRefusal = cache(async (objectId: string, permission: Permission) => {
  // Without what was searched for.
  const [path] = ((await headers()).get('x-request-path') ?? '').split('?')
  const reference = await findRequestReference()
  webComposition().log.warn({ reference, objectId, permission, path }, 'page refused')
})
