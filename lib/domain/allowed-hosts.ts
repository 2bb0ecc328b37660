/**
 * Whether a connector may connect to a host. An admin of the app must not be able to probe the network that it runs
 * in, so the operator names the hosts: TELEMESSAGE_HOST with its port, and `host` (any port) or `host:port` entries
 * in TELEMESSAGE_ALLOWED_HOSTS.
 */
export function isHostAllowed(
  settings: { TELEMESSAGE_HOST: string; TELEMESSAGE_PORT: number; TELEMESSAGE_ALLOWED_HOSTS: string },
  host: string,
  port: number,
): boolean {
  const entries = [
    `${settings.TELEMESSAGE_HOST}:${settings.TELEMESSAGE_PORT}`,
    ...settings.TELEMESSAGE_ALLOWED_HOSTS.split(','),
  ]
  return isHostListed(entries, host, port)
}

/** Whether an entry names the host: `host` (any port), `host:port`, or with `*.` in front everything below a domain. */
export function isHostListed(entries: readonly string[], host: string, port: number): boolean {
  const wanted = host.trim().toLowerCase()
  return entries.some((entry) => {
    const [, name, only] = /^\s*(.+?)(?::(\d+))?\s*$/.exec(entry.toLowerCase()) ?? []
    if (name === undefined || (only !== undefined && Number(only) !== port)) return false
    // With something in place of the star: the domain itself is another host.
    return name.startsWith('*.')
      ? wanted.length > name.length - 1 && wanted.endsWith(name.slice(1))
      : name === wanted
  })
}

/** The entries of a list that an operator has written, with commas. */
export function hostEntries(list: string): string[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}
