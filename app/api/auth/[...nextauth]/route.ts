import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { webComposition } from '#lib/server/web-composition.ts'

/** next-auth's own endpoints. They guard themselves: state, nonce, PKCE, and a CSRF token of their own. */
function handle(request: NextRequest, context: RouteContext<'/api/auth/[...nextauth]'>): Promise<Response> {
  return NextAuth(request, context, webComposition().authOptions)
}

export { handle as GET, handle as POST }
