import { mkdir } from 'node:fs/promises'
import { startSmtp } from '#sandbox/alerts/start-smtp.ts'
import { startWebhook } from '#sandbox/alerts/start-webhook.ts'
import { mailboxControl } from '#sandbox/control/mailbox-routes.ts'
import { startControl } from '#sandbox/control/start-control.ts'
import { openDirectoryStore } from '#sandbox/directory/directory-store.ts'
import { SEED_PEOPLE } from '#sandbox/directory-seed.ts'
import { createAppGrants } from '#sandbox/entra/app-grants.ts'
import { startEntra } from '#sandbox/entra/start-entra.ts'
import { openMailboxes } from '#sandbox/graph/open-mailboxes.ts'
import { startGraph } from '#sandbox/graph/start-graph.ts'
import { type CompleteSettings, completeSettings, type SandboxSettings } from '#sandbox/settings.ts'
import { loadCertificates } from '#sandbox/state/certificates.ts'
import { loadHostKey } from '#sandbox/state/host-key.ts'
import { openDatabase } from '#sandbox/state/open-database.ts'
import { loadSigningKey } from '#sandbox/state/signing-key.ts'
import { writeSampleDay } from '#sandbox/telemessage/sample-day.ts'
import { OUTBOX } from '#sandbox/telemessage/serve-packages.ts'
import { startSftp } from '#sandbox/telemessage/start-sftp.ts'

export type RunningSandbox = {
  /** Entra for browsers; plain http. */
  entraUrl: string
  /** Entra for msal-node; https. */
  entraTlsUrl: string
  /** Graph without version; https. */
  graphUrl: string
  sftp: {
    host: string
    port: number
    folder: string
    username: string
    password: string
    /** `SHA256:` and base64 without padding. */
    hostKeyFingerprint: string
  }
  /** Takes mail, and keeps it to be looked at. */
  smtp: { host: string; port: number }
  /** Takes webhooks; https. */
  webhookUrl: string
  controlUrl: string
  tenantId: string
  clientId: string
  clientSecret: string
  /** The authority that signed the certificates: its text, and the file for `NODE_EXTRA_CA_CERTS`. */
  caPem: string
  caPath: string
  packagesDir: string
  close(): Promise<void>
}

/**
 * Starts Entra, Graph and the TeleMessage site in this process. Everything they keep lies in `settings.dir`.
 * @throws {PortTakenError} when a port that was asked for is taken; what had started is stopped then.
 */
export async function startSandbox(given: SandboxSettings): Promise<RunningSandbox> {
  const settings = completeSettings(given)
  const closers: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    return { ...(await start(settings, closers)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function start(settings: CompleteSettings, closers: (() => Promise<void> | void)[]) {
  const database = openDatabase(settings.dir)
  closers.push(() => database.close())
  const certificates = await loadCertificates(settings.dir, settings.now())
  const signingKey = await loadSigningKey(settings.dir)
  const hostKey = await loadHostKey(settings.dir)
  const directory = openDirectoryStore(database)
  for (const person of SEED_PEOPLE) {
    if (!directory.findById(person.id)) directory.add(person)
  }
  const mailboxes = openMailboxes(database, settings.dir)
  closers.push(() => mailboxes.close())
  const grants = createAppGrants()

  const graph = await startGraph(settings, certificates, directory, mailboxes)
  closers.push(graph.close)
  const entra = await startEntra(settings, graph.url, certificates, signingKey, directory, grants.get)
  closers.push(entra.close)
  graph.serve(`${entra.tlsUrl}/${settings.tenantId}/v2.0`, signingKey, grants.get)

  await mkdir(settings.packagesDir, { recursive: true })
  if (!settings.hasOwnPackagesDir) await writeSampleDay(settings.packagesDir, settings.now())
  const sftp = await startSftp(settings, hostKey)
  closers.push(sftp.close)
  const smtp = await startSmtp(settings, certificates)
  closers.push(smtp.close)
  const webhook = await startWebhook(settings, certificates)
  closers.push(webhook.close)
  const control = await startControl(settings, [
    mailboxControl(directory, mailboxes),
    graph.control,
    sftp.control,
    smtp.control,
    webhook.control,
    { knobs: [grants] },
  ])
  closers.push(control.close)

  return {
    entraUrl: entra.url,
    entraTlsUrl: entra.tlsUrl,
    graphUrl: graph.url,
    sftp: {
      host: sftp.host,
      port: sftp.port,
      folder: OUTBOX,
      username: settings.sftpUsername,
      password: settings.sftpPassword,
      hostKeyFingerprint: sftp.hostKeyFingerprint,
    },
    smtp: { host: smtp.host, port: smtp.port },
    webhookUrl: webhook.url,
    controlUrl: control.url,
    tenantId: settings.tenantId,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    caPem: certificates.caPem,
    caPath: certificates.caPath,
    packagesDir: settings.packagesDir,
  }
}
