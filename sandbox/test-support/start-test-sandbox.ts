import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SandboxSettings } from '#sandbox/settings.ts'
import { type RunningSandbox, startSandbox } from '#sandbox/start-sandbox.ts'
import { trustCa } from '#sandbox/trust-ca.ts'

/** A sandbox of its own for a test file, on free ports, trusted by this process; closing it removes its folder. */
export async function startTestSandbox(settings: Partial<SandboxSettings> = {}): Promise<RunningSandbox> {
  const dir = await mkdtemp(join(tmpdir(), 'sandbox-test-'))
  const sandbox = await startSandbox({ dir, ...settings })
  trustCa(sandbox.caPem)
  return {
    ...sandbox,
    close: async () => {
      await sandbox.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
