/** A group of the tenant, by the properties that tell which kind it is. */
export type Group = {
  id: string
  displayName: string
  mail: string | null
  mailEnabled: boolean
  securityEnabled: boolean
  /** `Unified`: a Microsoft 365 group. Neither that nor security: a distribution list. */
  groupTypes: string[]
  /** `SMTP:` marks the primary address, `smtp:` every other one. */
  proxyAddresses: string[]
}

/** The groups of Contoso, one of each kind. Nobody makes or changes any. */
export const SEED_GROUPS: readonly Group[] = [
  group(1, 'Compliance Team', 'compliance.team', { groupTypes: ['Unified'] }),
  group(2, 'All Traders', 'all.traders', {
    proxyAddresses: ['SMTP:all.traders@contoso.example', 'smtp:traders@contoso.example'],
  }),
  group(3, 'Trading Approvers', 'trading.approvers', { securityEnabled: true }),
  group(4, 'Admins without mail', 'admins', {
    mail: null,
    mailEnabled: false,
    securityEnabled: true,
    proxyAddresses: [],
  }),
]

function group(number: number, displayName: string, alias: string, more: Partial<Group>): Group {
  const mail = `${alias}@contoso.example`
  return {
    id: `b0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    displayName,
    mail,
    mailEnabled: true,
    securityEnabled: false,
    groupTypes: [],
    proxyAddresses: [`SMTP:${mail}`],
    ...more,
  }
}
