import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig } from 'vitest/config'

const serverOnly = dirname(createRequire(import.meta.url).resolve('server-only'))
/** Outside of a React server bundle the marker throws; this is the file that the bundle gets. */
const alias = { 'server-only': join(serverOnly, 'empty.js') }
const exclude = ['**/node_modules/**', '**/.next/**', '**/.demo/**', 'e2e/**']

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.db.test.ts', '**/*.contract.test.ts'],
          // A limit for what hangs, not a measurement: five seconds are too few on a busy machine.
          testTimeout: 30_000,
          setupFiles: ['scripts/test-support/no-network.ts', 'scripts/test-support/no-console-error.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup: ['scripts/test-support/start-test-server.ts'],
          // A limit for what hangs: with eight builds beside it, a run of hostile messages took 40 s that takes 5 alone.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          include: ['**/*.contract.test.ts'],
          exclude,
          // A limit for what hangs: with eight builds beside it, a run of hostile messages took 40 s that takes 5 alone.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
