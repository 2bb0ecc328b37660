// @ts-check
import createNextIntlPlugin from 'next-intl/plugin'
import { findWordsOfPages } from './scripts/build/find-words-of-pages.ts'
import { SECURITY_HEADERS } from './scripts/web/security-headers.ts'

const withNextIntl = createNextIntlPlugin('./lib/server/i18n-request.ts')

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'standalone',
  // A lockfile in a folder above would make Next take that one for the project, and move server.js.
  outputFileTracingRoot: import.meta.dirname,
  // Next checks the whole project, tests included: a type error in a test must not keep the product from starting.
  // `npm run check` and `npm test` check types.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // Part of the build: see components/words/words-of-pages.ts.
  ...(process.env.NODE_ENV === 'production' && {
    env: { WORDS_OF_PAGES: JSON.stringify(findWordsOfPages(import.meta.dirname)) },
  }),
  typedRoutes: true,
  // Packages with native bindings or dynamic requires that a bundler would break.
  serverExternalPackages: ['ssh2', 'pg-boss', 'pino', 'yauzl'],
  experimental: {
    // 403 and 401 as real status codes with our own pages.
    authInterrupts: true,
    serverActions: { bodySizeLimit: '2mb' },
  },
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
  // Browsers ask for it before the page about a missing role has named its icon.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
}

export default withNextIntl(nextConfig)
