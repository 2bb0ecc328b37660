import { PortTakenError } from '#sandbox/http/listen.ts'
import { SandboxSettingsError, settingsFromEnvironment } from '#sandbox/settings.ts'
import { type RunningSandbox, startSandbox } from '#sandbox/start-sandbox.ts'
import { SandboxStateError } from '#sandbox/state/open-database.ts'

/** What the person who starts the sandbox can put right: told without a stack. */
const EXPECTED = [PortTakenError, SandboxSettingsError, SandboxStateError]

/** The process `npm run sandbox`: prints one JSON line when ready, and ends on SIGTERM and SIGINT. */
try {
  const sandbox = await startSandbox(settingsFromEnvironment(process.env))
  process.stdout.write(`${JSON.stringify({ ready: true, ...addressesOf(sandbox) })}\n`)
  closeOnSignal(sandbox)
} catch (error) {
  const isExpected = EXPECTED.some((kind) => error instanceof kind)
  process.stderr.write(`${isExpected || !(error instanceof Error) ? messageOf(error) : error.stack}\n`)
  process.exit(1)
}

/** Once: a Ctrl-C reaches parent and child, and the second of the two must not end the process half way. */
function closeOnSignal(sandbox: RunningSandbox): void {
  let isClosing = false
  const onSignal = () => {
    if (isClosing) return
    isClosing = true
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}

/** Without the password and the client secret: this line ends up in logs. */
function addressesOf(sandbox: RunningSandbox) {
  const { sftp, clientSecret: _clientSecret, caPem: _caPem, ...others } = sandbox
  return {
    ...others,
    sftp: {
      host: sftp.host,
      port: sftp.port,
      folder: sftp.folder,
      username: sftp.username,
      hostKeyFingerprint: sftp.hostKeyFingerprint,
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
