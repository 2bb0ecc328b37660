/** What lies behind a login. */
export type Account = {
  outbox: 'packages' | 'empty' | 'missing' | 'forbidden'
  hasSftp: boolean
}

/** Added to the user name of the site, with its password and keys. */
const ACCOUNTS: Record<string, Account> = {
  '': { outbox: 'packages', hasSftp: true },
  '-empty': { outbox: 'empty', hasSftp: true },
  '-missing': { outbox: 'missing', hasSftp: true },
  '-forbidden': { outbox: 'forbidden', hasSftp: true },
  '-no-sftp': { outbox: 'missing', hasSftp: false },
}

/** @returns null when nobody has this name. */
export function findAccount(username: string, siteUsername: string): Account | null {
  if (!username.startsWith(siteUsername)) return null
  const suffix = username.slice(siteUsername.length)
  return Object.hasOwn(ACCOUNTS, suffix) ? (ACCOUNTS[suffix] ?? null) : null
}

export function accountNames(siteUsername: string): string[] {
  return Object.keys(ACCOUNTS).map((suffix) => `${siteUsername}${suffix}`)
}
