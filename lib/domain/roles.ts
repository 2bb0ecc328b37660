/** App roles as the app registration in Entra defines them. The order is from most to least. */
export const ROLES = ['DataConnector.Admin', 'DataConnector.Reader'] as const

export type Role = (typeof ROLES)[number]

/** `read` looks at everything; `manage` sets up, runs and changes connectors. */
export type Permission = 'read' | 'manage'

const GRANTS: Record<Permission, readonly Role[]> = {
  read: ['DataConnector.Admin', 'DataConnector.Reader'],
  manage: ['DataConnector.Admin'],
}

export function may(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => GRANTS[permission].includes(role))
}

/** The roles of a token that mean something here; a tenant may have given others. */
export function knownRoles(values: readonly string[]): Role[] {
  return ROLES.filter((role) => values.includes(role))
}
