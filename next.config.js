// @ts-check
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/server/i18n-request.ts')

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  typedRoutes: true,
  // Packages with native bindings or dynamic requires that a bundler would break.
  serverExternalPackages: ['ssh2', 'ssh2-sftp-client', 'pg-boss', 'pino', 'yauzl'],
  experimental: {
    // 403 and 401 as real status codes with our own pages.
    authInterrupts: true,
    serverActions: { bodySizeLimit: '2mb' },
  },
}

export default withNextIntl(nextConfig)
