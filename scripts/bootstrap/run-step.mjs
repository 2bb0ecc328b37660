import { spawn } from 'node:child_process'

/** How much of a failed step's output is worth showing. */
const KEPT_OUTPUT_CHARS = 6_000

/**
 * Runs one step of the set-up. Its output is shown only when it fails: what a user wants to know is that it
 * goes on, and what went wrong.
 */
export async function runStep(title, { command, args, cwd, env }) {
  process.stderr.write(`${title}...\n`)
  const startedAt = Date.now()
  const progress = setInterval(() => {
    process.stderr.write(`  still at it, ${seconds(startedAt)} s\n`)
  }, 30_000)
  try {
    await new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
      let output = ''
      const keep = (chunk) => {
        output = (output + chunk).slice(-KEPT_OUTPUT_CHARS)
      }
      child.stdout.on('data', keep)
      child.stderr.on('data', keep)
      child.on('error', (cause) =>
        reject(new Error(`${title}: ${command} could not be started: ${cause.message}`)),
      )
      child.on('close', (code, signal) => {
        if (code === 0) return resolve()
        const end = signal ? `was ended by ${signal}` : `failed with exit code ${code}`
        reject(new Error(`${title}: "${command} ${args.join(' ')}" ${end}.\n${output}`))
      })
    })
  } finally {
    clearInterval(progress)
  }
  process.stderr.write(`  done in ${seconds(startedAt)} s\n`)
}

function seconds(startedAt) {
  return Math.round((Date.now() - startedAt) / 1000)
}
