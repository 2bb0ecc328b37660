import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { webComposition } from './web-composition.ts'

/** Whoever asks has no more patience: a load balancer asks every few seconds. */
const LONGEST_WAIT_MS = 5_000

/** Whether the app can serve: its configuration is complete and its database answers. */
export async function isReady(): Promise<boolean> {
  try {
    const answer = webComposition().database.$queryRaw`select 1`
    return await Promise.race([answer.then(() => true), giveUp()])
  } catch (error) {
    process.stderr.write(`not ready: ${error instanceof Error ? error.message : String(error)}\n`)
    return false
  }
}

async function giveUp(): Promise<never> {
  await wait(LONGEST_WAIT_MS, null, { ref: false })
  throw new Error('The database does not answer.')
}
