import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'

/** How to run a program that refuses to run as root. */
export type UnprivilegedAccount = {
  /** Rewrites a command line so that it runs as the account. */
  wrap(
    command: string,
    args: readonly string[],
  ): { command: string; args: string[]; uid?: number; gid?: number }
  /** Gives a file or folder to the account. */
  own(path: string): void
}

/** Accounts that Linux and macOS have anyway: the machine's list of users is not ours to add to. */
const CANDIDATES = ['postgres', 'nobody', 'daemon']

/**
 * Chooses the account for PostgreSQL: the present one, or an ordinary one when the present one is root.
 *
 * @param needed what the account must be able to reach: the program, and `folder/.` for what lies in a folder.
 * @throws {AccountError} when no account can reach them.
 */
export function chooseUnprivilegedAccount(needed: readonly string[]): UnprivilegedAccount {
  if (process.getuid?.() !== 0) {
    return { wrap: (command, args) => ({ command, args: [...args] }), own: () => undefined }
  }
  const account = CANDIDATES.map(findAccount).find((found) => found !== undefined)
  if (!account) throw new AccountError(`there is none of the accounts ${CANDIDATES.join(', ')}`)
  const { uid, gid } = account
  const own = (path: string) => chownSync(path, uid, gid)
  if (needed.every((path) => spawnSync('test', ['-e', path], { uid, gid }).status === 0)) {
    return { wrap: (command, args) => ({ command, args: [...args], uid, gid }), own }
  }
  // A clone below /root: only root may pass its folders. Linux can leave an ordinary account this one capability.
  const prefix = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
  const isReachable = (path: string) => spawnSync('setpriv', [...prefix, 'test', '-e', path]).status === 0
  if (needed.every(isReachable)) {
    return {
      wrap: (command, args) => ({ command: 'setpriv', args: [...prefix, command, ...args] }),
      own,
    }
  }
  throw new AccountError(`the account "${account.name}" cannot reach ${needed.join(' or ')}`)
}

export class AccountError extends Error {
  readonly code = 'no_unprivileged_account'

  constructor(why: string) {
    super(
      `PostgreSQL does not run as root, and ${why}. Run this as an ordinary user, move the project to a folder that ` +
        'everyone may pass (such as /srv), or set DATABASE_URL to a server of your own.',
    )
    this.name = 'AccountError'
  }
}

function findAccount(name: string): { name: string; uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    return { name, uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}
