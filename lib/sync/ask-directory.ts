import { setTimeout as waitForTimer } from 'node:timers/promises'
import type { Clock } from './ports/clock.ts'
import type { Directory, DirectoryAnswer } from './ports/directory.ts'
import { SyncError } from './sync-error.ts'

export type AskPorts = {
  directory: Directory
  clock: Clock
  /** A timer when not given. */
  wait?: (timeMs: number) => Promise<unknown>
}

export type Questions = {
  ask(address: string): Promise<DirectoryAnswer>
  askById(objectId: string): Promise<DirectoryAnswer>
  /** Waits until what went unanswered may be asked again. @returns false when that is longer than this run waits. */
  waitToAskAgain(): Promise<boolean>
  /** @throws when it is not single searches that fail: an outage holds up the run, and decides nothing. */
  proveNoOutage(): void
}

/** In all, over one run. Entra's usual "later" is some ten seconds. */
const MOST_WAITED_MS = 120_000
const FIRST_PAUSE_MS = 1_000
/** So many searches in a row without an answer, twice what is under way at once, are no matter of their addresses. */
const OUTAGE_SEARCHES = 16

type Unanswered = Extract<DirectoryAnswer, { found: 'unanswered' }>

/**
 * What a run asks the directory. An answer holds for the run: a person on ten thousand items is asked for once, also when
 * asked for twice at once. What was not answered may be asked again; nothing is sent before Microsoft wants it.
 */
export function openQuestions(ports: AskPorts): Questions {
  const answers = new Map<string, Promise<DirectoryAnswer>>()
  const wait = ports.wait ?? waitForTimer
  let heldUntilMs = 0
  let wantedAgainMs = 0
  let pauses = 0
  let waitedMs = 0
  let failedInARow = 0
  let hasAnswered = false
  let last: Unanswered | null = null

  async function search(send: () => Promise<DirectoryAnswer>): Promise<DirectoryAnswer> {
    if (last && (failedInARow >= OUTAGE_SEARCHES || heldUntilMs > ports.clock.now().getTime())) return last
    const answer = await send()
    if (answer.found !== 'unanswered' || answer.by === 'mailbox') {
      hasAnswered = true
      failedInARow = 0
    }
    if (answer.found !== 'unanswered') return answer
    const notBeforeMs = ports.clock.now().getTime() + (answer.retryAfterMs ?? 0)
    wantedAgainMs = Math.max(wantedAgainMs, notBeforeMs)
    // A mailbox that asks for a pause is held by its own gate; the directory has one for all searches.
    if (answer.by === 'directory') {
      last = answer
      failedInARow += answer.isRefusal ? 0 : 1
      heldUntilMs = Math.max(heldUntilMs, notBeforeMs)
    }
    return answer
  }

  async function askOnce(key: string, send: () => Promise<DirectoryAnswer>): Promise<DirectoryAnswer> {
    const known = answers.get(key)
    if (known) return known
    const asked = search(send)
    answers.set(key, asked)
    const answer = await asked
    if (answer.found === 'unanswered') answers.delete(key)
    return answer
  }

  return {
    ask: (address) => askOnce(`address ${address}`, () => ports.directory.findUser(address)),
    askById: (objectId) => askOnce(`id ${objectId}`, () => ports.directory.findUserById(objectId)),
    async waitToAskAgain() {
      const nowMs = ports.clock.now().getTime()
      const leftMs = MOST_WAITED_MS - waitedMs
      const backOffMs = Math.max(heldUntilMs - nowMs, FIRST_PAUSE_MS * 2 ** pauses)
      // One mailbox that wants longer than there is time for does not keep the others from being asked again.
      const pauseMs = wantedAgainMs - nowMs > leftMs ? backOffMs : Math.max(backOffMs, wantedAgainMs - nowMs)
      if (pauseMs > leftMs) return false
      pauses += 1
      waitedMs += pauseMs
      await wait(pauseMs)
      failedInARow = 0
      return true
    },
    proveNoOutage() {
      if (!last || last.isRefusal || (hasAnswered && failedInARow < OUTAGE_SEARCHES)) return
      throw new SyncError(last.code, last.detail, { isTransient: true })
    },
  }
}
