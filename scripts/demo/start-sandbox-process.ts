import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RunningChild } from '../processes/child-process.ts'
import type { Supervisor } from '../processes/supervisor.ts'
import { waitUntilReady } from '../processes/wait-until-ready.ts'
import type { DemoPaths } from './data-folder.ts'
import type { DemoSettings } from './settings.ts'

const readyLine = z.object({
  ready: z.literal(true),
  entraUrl: z.string(),
  entraTlsUrl: z.string(),
  graphUrl: z.string(),
  sftp: z.object({ host: z.string(), port: z.number() }),
  smtp: z.object({ host: z.string(), port: z.number() }),
  webhookUrl: z.string(),
  controlUrl: z.string(),
  caPath: z.string(),
})

export type SandboxAddresses = z.infer<typeof readyLine>

/** The first start makes keys, certificates and a day of messages. */
const START_TIMEOUT_MS = 60_000

/** Starts the stand-ins for Entra ID, Microsoft Graph and TeleMessage. */
export async function startSandboxProcess(
  { projectDir, ports, packagesDir }: DemoSettings,
  paths: DemoPaths,
  appUrl: string,
  start: Supervisor['start'],
  variables: Record<string, string> = {},
): Promise<{ child: RunningChild; addresses: SandboxAddresses }> {
  mkdirSync(paths.sandbox, { recursive: true })
  const child = await start({
    name: 'The sandbox',
    command: process.execPath,
    args: [join(projectDir, 'sandbox/main.ts')],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      SANDBOX_DIR: paths.sandbox,
      SANDBOX_ENTRA_PORT: String(ports.entra),
      SANDBOX_ENTRA_TLS_PORT: String(ports.entraTls),
      SANDBOX_GRAPH_PORT: String(ports.graph),
      SANDBOX_SFTP_PORT: String(ports.sftp),
      SANDBOX_CONTROL_PORT: String(ports.control),
      SANDBOX_SMTP_PORT: String(ports.smtp),
      SANDBOX_WEBHOOK_PORT: String(ports.webhook),
      SANDBOX_REDIRECT_URIS: `${appUrl}/api/auth/callback/azure-ad`,
      SANDBOX_PACKAGES_DIR: packagesDir,
      ...variables,
    },
    cwd: projectDir,
    logPath: join(paths.logs, 'sandbox.log'),
  })
  const line = await waitUntilReady(child, async () => findReadyLine(child.logPath), {
    timeoutMs: START_TIMEOUT_MS,
  })
  return { child, addresses: readyLine.parse(JSON.parse(line)) }
}

function findReadyLine(logPath: string): string | undefined {
  return readFileSync(logPath, 'utf8')
    .split('\n')
    .slice(0, -1)
    .find((candidate) => candidate.startsWith('{"ready":true'))
}
