import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const demoSecrets = z.object({
  nextAuthSecret: z.string().min(32),
  /** As SECRET_KEYS wants it: `id:base64`. */
  secretKeys: z.string().min(1),
  syncApiToken: z.string().min(24),
  storageAccountKey: z.string().min(1),
  databaseAdminPassword: z.string().min(1),
  databaseOwnerPassword: z.string().min(1),
  databaseAppPassword: z.string().min(1),
})

export type DemoSecrets = z.infer<typeof demoSecrets>

/** The secrets of one demo: made at its first start, the same ever after, because its data are encrypted with them. */
export function readOrMakeSecrets(path: string): DemoSecrets {
  if (existsSync(path)) return demoSecrets.parse(JSON.parse(readFileSync(path, 'utf8')))
  const word = () => randomBytes(24).toString('base64url')
  const made: DemoSecrets = {
    nextAuthSecret: word(),
    secretKeys: `demo1:${randomBytes(32).toString('base64')}`,
    syncApiToken: word(),
    storageAccountKey: randomBytes(64).toString('base64'),
    databaseAdminPassword: word(),
    databaseOwnerPassword: word(),
    databaseAppPassword: word(),
  }
  writeFileSync(`${path}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return made
}
