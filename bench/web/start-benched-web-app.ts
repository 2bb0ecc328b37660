import { join, resolve } from 'node:path'
import { encode } from 'next-auth/jwt'
import type { SessionClaims } from '#lib/auth/session-claims.ts'
import { buildWebApp } from '#scripts/build/build-web-app.ts'
import { startWeb } from '#scripts/demo/start-web.ts'
import { type Installation, startInstallation } from '#scripts/installation/start-installation.ts'
import type { RunningChild } from '#scripts/processes/child-process.ts'
import type { Supervisor } from '#scripts/processes/supervisor.ts'

export type BenchedWebApp = {
  installation: Installation
  /** The server's process, for what it costs. */
  web: RunningChild
  appUrl: string
  /** Of an admin who is signed in. */
  cookie: string
}

/** The built web app as operators run it, over the sandbox, without a worker. */
export async function startBenchedWebApp(
  supervisor: Supervisor,
  dir: string,
  /** Of the web app; not said, as many as it takes by itself. */
  processes?: number,
): Promise<BenchedWebApp> {
  const projectDir = resolve(import.meta.dirname, '../..')
  await buildWebApp(projectDir, supervisor.run)
  const installation = await startInstallation(supervisor, { dir, projectDir })
  const env: Record<string, string | undefined> = {
    ...installation.env,
    WEB_PROCESSES: processes?.toString(),
  }
  const appUrl = env.NEXTAUTH_URL as string
  const port = Number(new URL(appUrl).port)
  const web = await startWeb({ projectDir, logPath: join(dir, 'web.log'), port, env }, supervisor.start)
  return {
    installation,
    web,
    appUrl,
    cookie: await signIn(installation.tenantId, env.NEXTAUTH_SECRET as string),
  }
}

/** What the app's own sign-in would have given: signing in itself is not what is measured. */
async function signIn(tenantId: string, secret: string): Promise<string> {
  const claims: SessionClaims = {
    tenantId,
    objectId: 'a0000000-0000-4000-8000-000000000001',
    name: 'Bench',
    address: 'bench@contoso.example',
    roles: ['DataConnector.Admin'],
    signedInAtMs: Date.now(),
  }
  return `next-auth.session-token=${await encode({ token: { claims }, secret })}`
}
