import { type NextRequest, NextResponse } from 'next/server'

/**
 * Security headers of pages, with a fresh nonce for each. It authorizes nothing: every page, action and route does
 * that itself, because what runs before a route has been skipped before (CVE-2025-29927 and others).
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const requestHeaders = new Headers(request.headers)
  requestHeaders.set('x-nonce', nonce)
  requestHeaders.set('x-request-path', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  requestHeaders.set('x-request-reference', newReference())
  requestHeaders.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers: requestHeaders } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|.*\\.(?:csv|svg|ico|png|txt)$).*)'],
}

/** `7f3a-19c2`: short enough to be read out, and told to the log as well where a page shows it. */
function newReference(): string {
  const [first, second] = crypto.randomUUID().split('-')
  return `${first?.slice(0, 4)}-${second}`
}

/** Fluent UI renders `style` attributes on the server, which no nonce can cover; a style attribute loads nothing. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    // The development server evaluates code to show errors; a build does not.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // The development server's error overlay writes styles without a nonce.
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
