import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** npm runs a script through a shell, which a SIGTERM ends without telling us: we only see our parent change. */
const ORPHAN_POLL_MS = 500

/**
 * Runs a command in this terminal and resolves to its exit code. Signals are handed on and never end this process
 * first: npm would give the prompt back while the command is still tidying up. On Ctrl-C the command gets the signal
 * twice, from the terminal and from here.
 */
export function runToItsEnd(command, args, root) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
        NEXT_TELEMETRY_DISABLED: '1',
      },
    })
    const forward = (signal) => child.kill(signal)
    for (const signal of FORWARDED) process.on(signal, forward)
    const parent = process.ppid
    const orphanWatch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(orphanWatch)
      child.kill('SIGTERM')
    }, ORPHAN_POLL_MS)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearInterval(orphanWatch)
      for (const name of FORWARDED) process.off(name, forward)
      resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1))
    })
  })
}
