import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 250
/** Between making the lock and writing its owner into it there is an instant without an owner. */
const OWNERLESS_GRACE_MS = 5_000

/**
 * Runs `work` while no other process holds the lock. The lock is a directory, because making one is atomic; a lock
 * whose owner is dead is taken over.
 *
 * @template T
 * @param {{ path: string, timeoutMs: number, purpose: string }} lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(lock, work) {
  await acquire(lock)
  try {
    return await work()
  } finally {
    await rm(lock.path, { recursive: true, force: true })
  }
}

async function acquire({ path, timeoutMs, purpose }) {
  const deadline = Date.now() + timeoutMs
  let told = false
  while (!(await tryAcquire(path))) {
    const owner = await findOwner(path)
    if (owner === 'gone') {
      await rm(path, { recursive: true, force: true })
      continue
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Another process (${owner}) has held ${path} for too long. End that process or delete the folder, then try again.`,
      )
    }
    if (!told && typeof owner === 'number') {
      process.stderr.write(`Waiting for the ${purpose} that process ${owner} has begun...\n`)
      told = true
    }
    await wait(POLL_MS)
  }
}

async function tryAcquire(path) {
  try {
    await mkdir(path)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  await writeFile(join(path, 'pid'), String(process.pid))
  return true
}

/** The owner's process id, 'unknown' while it is being written, or 'gone'. */
async function findOwner(path) {
  try {
    const pid = Number(await readFile(join(path, 'pid'), 'utf8'))
    if (pid > 0) return isAlive(pid) ? pid : 'gone'
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  const made = await stat(path).catch(() => null)
  return made && Date.now() - made.mtimeMs > OWNERLESS_GRACE_MS ? 'gone' : 'unknown'
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
