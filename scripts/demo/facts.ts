import { renameSync, writeFileSync } from 'node:fs'
import { SEED_PEOPLE } from '#sandbox/directory-seed.ts'
import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'
import type { SandboxAddresses } from './start-sandbox-process.ts'

/** What somebody, or a test, needs to know to use a running demo: the content of demo.json. */
export type DemoFacts = {
  app: string
  /** Of the sandbox: the mailboxes to look at, and an API over them. */
  control: string
  /** Of the sandbox: takes webhooks; `{control}/webhooks` shows them, `{control}/mail` the mail. */
  webhook: string
  dataDir: string
  pids: Record<string, number>
  users: { name: string; email: string; role: string }[]
  teleMessage: { username: string; password: string; host: string; port: number; folder: string }
  /** Bearer token of POST /api/sync. */
  syncApiToken: string
  /** As the app connects: tests hold its reads back. */
  databaseUrl: string
}

const ROLE_NAMES: Record<string, string> = {
  'DataConnector.Admin': 'Data Connector Admin',
  'DataConnector.Reader': 'Data Connector Reader',
}
/** One person with no role is worth showing: the app must turn them away. */
const WITHOUT_ROLE = 'Lidia Holloway'

export function gatherFacts(parts: {
  appUrl: string
  sandbox: SandboxAddresses
  dataDir: string
  pids: Record<string, number>
  syncApiToken: string
  databaseUrl: string
}): DemoFacts {
  return {
    app: parts.appUrl,
    control: parts.sandbox.controlUrl,
    webhook: parts.sandbox.webhookUrl,
    dataDir: parts.dataDir,
    pids: parts.pids,
    users: SEED_PEOPLE.filter(
      (person) => person.appRoles.length > 0 || person.displayName === WITHOUT_ROLE,
    ).map((person) => ({
      name: person.displayName,
      email: person.userPrincipalName,
      role: person.appRoles.map((role) => ROLE_NAMES[role] ?? role).join(', ') || 'none',
    })),
    teleMessage: {
      username: SANDBOX_IDENTITIES.sftpUsername,
      password: SANDBOX_IDENTITIES.sftpPassword,
      host: parts.sandbox.sftp.host,
      port: parts.sandbox.sftp.port,
      folder: '/outbox',
    },
    syncApiToken: parts.syncApiToken,
    databaseUrl: parts.databaseUrl,
  }
}

/** In one step: a reader that waits for the file never sees half of it. */
export function writeFacts(path: string, facts: DemoFacts): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** The same facts for a person at the terminal. */
export function describeFacts(facts: DemoFacts, factsPath: string): string {
  const people = facts.users.map((user) => `${user.name} (${user.role === 'none' ? 'no role' : user.role})`)
  return [
    `Ready: ${facts.app}`,
    `  Sign in      choose ${people.join(', ')}; no password`,
    `  TeleMessage  user name ${facts.teleMessage.username}, password ${facts.teleMessage.password}`,
    `  Mailboxes    ${facts.control}`,
    `  Facts        ${factsPath}`,
    '  Stop         Ctrl-C; all data are kept',
    '',
  ].join('\n')
}
