import { createHash, timingSafeEqual } from 'node:crypto'
import type { AuthContext, Connection, KeyboardAuthContext, PublicKeyAuthContext } from 'ssh2'
import { type Account, findAccount } from './accounts.ts'
import type { AuthorizedKeys } from './authorized-keys.ts'
import type { LoginMethod } from './site-knobs.ts'
import type { SiteState } from './site-state.ts'

export type LoginRules = {
  username: string
  password: string
  keys: AuthorizedKeys
  state: SiteState
}

/** OpenSSH's MaxAuthTries. */
const MAX_REFUSALS = 6

/**
 * Answers a connection's attempts to log in as OpenSSH does: every refusal names the methods that are offered,
 * `none` is the question for them and costs nothing, keyboard-interactive asks for the password, and after six refusals
 * the connection ends.
 *
 * @returns the account that is logged in, null until then.
 */
export function judgeLogins(client: Connection, rules: LoginRules): () => Account | null {
  const { counters } = rules.state
  let refusals = 0
  let loggedIn: Account | null = null

  const refuse = (context: AuthContext) => {
    counters.logins.refused[context.method] += 1
    if (context.method !== 'none') refusals += 1
    if (refusals >= MAX_REFUSALS) client.end()
    else context.reject([...rules.state.knobs.logins.methods])
  }
  const decide = (context: AuthContext, isProven: boolean) => {
    const account = isProven ? findAccount(context.username, rules.username) : null
    if (!account || !rules.state.takeLogin()) return refuse(context)
    counters.logins.ok[context.method] += 1
    loggedIn = account
    context.accept()
  }

  client.on('authentication', (context) => {
    if (!isOffered(context.method, rules.state)) return refuse(context)
    if (context.method === 'password') decide(context, isSame(context.password, rules.password))
    else if (context.method === 'publickey') {
      const proof = provePublicKey(context, rules.keys)
      // Asked about, not signed yet: a yes lets nobody in.
      if (proof === 'known' && findAccount(context.username, rules.username)) context.accept()
      else decide(context, proof === 'signed')
    } else if (context.method === 'keyboard-interactive') {
      askForPassword(context, (answer) => decide(context, isSame(answer, rules.password)))
    } else refuse(context)
  })
  return () => loggedIn
}

function isOffered(method: AuthContext['method'], state: SiteState): boolean {
  return (state.knobs.logins.methods as readonly string[]).includes(method satisfies LoginMethod | string)
}

function provePublicKey(context: PublicKeyAuthContext, keys: AuthorizedKeys): 'known' | 'signed' | 'refused' {
  const key = keys.find(context.key.data)
  if (!key) return 'refused'
  if (!context.signature || !context.blob) return 'known'
  return key.verify(context.blob, context.signature, context.hashAlgo) === true ? 'signed' : 'refused'
}

function askForPassword(context: KeyboardAuthContext, onAnswer: (answer: string) => void): void {
  context.prompt([{ prompt: 'Password: ', echo: false }], '', '', (...given: unknown[]) => {
    const [answers] = given
    onAnswer(Array.isArray(answers) && answers.length === 1 ? String(answers[0]) : '')
  })
}

/** Compares digests, so that the time taken tells nothing of the length or of the first wrong letter. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
