// Run by guard.ts. Reads `+pid` and `-pid` lines; at the end of its input, ends the process groups that are left.
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'

/** Less than the launcher gives them: nobody is there any more to be told about a slow one. */
const GRACE_MS = 5_000
const POLL_MS = 100

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined)

const watched = new Set<number>()
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1))
  if (!Number.isSafeInteger(pid) || pid <= 1) continue
  if (line.startsWith('+')) watched.add(pid)
  else watched.delete(pid)
}

const left = () => [...watched].filter((pid) => send(-pid, 0))
for (const pid of left()) send(pid, 'SIGTERM')
const deadline = Date.now() + GRACE_MS
while (left().length > 0 && Date.now() < deadline) await wait(POLL_MS)
for (const pid of left()) send(-pid, 'SIGKILL')

function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal)
  } catch {
    return false
  }
}
