import type { Person } from '#sandbox/directory/person.ts'
import type { AppGrants } from '#sandbox/entra/app-grants.ts'
import { GraphRefusal } from './graph-refusal.ts'
import type { AppPermission } from './router.ts'
import type { VerifiedToken } from './verify-token.ts'

/**
 * Whether an app may do what a route does: by a role in its token, or, for mail, because Exchange has that mailbox in the
 * app's scope.
 * @param person whose mailbox it is, if there is such a person.
 * @throws {GraphRefusal} 403
 */
export function authorize(
  token: VerifiedToken,
  permission: AppPermission,
  person: Person | undefined,
  { exchangeScope }: AppGrants,
): void {
  if (token.roles.has(permission)) return
  if (permission !== 'Mail.ReadWrite') {
    throw new GraphRefusal(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    )
  }
  if (exchangeScope?.some((key) => person && isKeyOf(key.toLowerCase(), person))) return
  throw new GraphRefusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
}

function isKeyOf(key: string, { id, userPrincipalName }: Person): boolean {
  return key === id.toLowerCase() || key === userPrincipalName.toLowerCase()
}
