import { spawn } from 'node:child_process'

/** Lets a program end its own children after the first signal. */
const KILL_AFTER_MS = 15_000

/**
 * Runs a program with its output on ours and returns its exit code; 124, as timeout(1) does, when it took too long,
 * 127 when it does not exist.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string | undefined>; timeoutMs: number },
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    let timedOut = false
    const end = () => {
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref()
    }
    const timer = setTimeout(() => {
      timedOut = true
      process.stderr.write(
        `${command} took longer than ${Math.round(options.timeoutMs / 1000)} s and is ended.\n`,
      )
      end()
    }, options.timeoutMs)
    const interrupt = () => end()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
    const finish = (code: number) => {
      clearTimeout(timer)
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupt)
      resolve(code)
    }
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`)
      finish(127)
    })
    child.on('exit', (code) => finish(timedOut ? 124 : (code ?? 1)))
  })
}
