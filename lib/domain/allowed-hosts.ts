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
  const wanted = host.trim().toLowerCase()
  return entries.some((entry) => {
    const [, name, only] = /^\s*(.+?)(?::(\d+))?\s*$/.exec(entry.toLowerCase()) ?? []
    return name === wanted && (only === undefined || Number(only) === port)
  })
}
