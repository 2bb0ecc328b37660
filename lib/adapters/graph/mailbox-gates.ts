import type { SentUse } from '#lib/sync/ports/mailbox-writer.ts'
import { SlidingBudget } from './sliding-budget.ts'

export type MailboxLimits = {
  concurrentRequests: number
  requestsPer10Minutes: number
  uploadBytesPer5Minutes: number
}

/** Exchange Online's limits of one app and mailbox (learn.microsoft.com/graph/throttling-limits). */
export const MAILBOX_LIMITS: MailboxLimits = {
  concurrentRequests: 4,
  requestsPer10Minutes: 10_000,
  uploadBytesPer5Minutes: 150_000_000,
}

/** Or not before so many milliseconds. */
export type Admission = 'entered' | { waitMs: number; because: 'asked-to-wait' | 'budget-used-up' }

const MINUTE_MS = 60_000

/** What was sent within so long is told as one. */
const TOLD_TOGETHER_MS = 10_000

/**
 * What this process may send to each mailbox now: budgets, and the pauses that Microsoft asked for. The budgets are those of all
 * processes together, as far as they tell each other what they have sent.
 */
export class MailboxGates {
  readonly #limits: MailboxLimits
  readonly #gates = new Map<string, Gate>()

  constructor(limits: MailboxLimits = MAILBOX_LIMITS) {
    this.#limits = limits
  }

  /** Requests that a mailbox may have out at a time. */
  get placesEach(): number {
    return this.#limits.concurrentRequests
  }

  enter(mailbox: string, uploadBytes: number, nowMs: number): Admission {
    const gate = this.#gate(mailbox, nowMs)
    if (gate.heldUntilMs > nowMs) return { waitMs: gate.heldUntilMs - nowMs, because: 'asked-to-wait' }
    const waitMs = Math.max(
      gate.requests.msUntilRoom(nowMs, 1),
      uploadBytes > 0 ? gate.uploadBytes.msUntilRoom(nowMs, uploadBytes) : 0,
    )
    if (waitMs > 0) return { waitMs, because: 'budget-used-up' }
    gate.requests.use(nowMs, 1)
    if (uploadBytes > 0) gate.uploadBytes.use(nowMs, uploadBytes)
    noteUntold(gate, uploadBytes, nowMs)
    return 'entered'
  }

  /** Every request of the mailbox waits, whichever of them was told so. */
  hold(mailbox: string, untilMs: number, nowMs: number): void {
    const gate = this.#gate(mailbox, nowMs)
    gate.heldUntilMs = Math.max(gate.heldUntilMs, untilMs)
  }

  /** What was sent to the mailbox and not taken yet. */
  takeUse(mailbox: string, nowMs: number): SentUse[] {
    const gate = this.#gates.get(mailbox)
    if (!gate) return []
    const { untold } = gate
    gate.untold = []
    return untold.map(({ lastMs, requests, uploadBytes }) => ({
      agoMs: nowMs - lastMs,
      requests,
      uploadBytes,
    }))
  }

  /** Replaces what is counted by what all processes have sent, and adds what this one has not told yet. */
  resumeUse(mailbox: string, use: readonly SentUse[], nowMs: number): void {
    if (use.length === 0 && !this.#gates.has(mailbox)) return
    const gate = this.#gate(mailbox, nowMs)
    const sent = [
      ...use.map(({ agoMs, ...amounts }) => ({ atMs: nowMs - agoMs, ...amounts })),
      ...gate.untold.map(({ lastMs, ...amounts }) => ({ atMs: lastMs, ...amounts })),
    ].sort((one, other) => one.atMs - other.atMs)
    Object.assign(gate, this.#freshBudgets())
    for (const { atMs, requests, uploadBytes } of sent) {
      gate.requests.use(atMs, requests)
      if (uploadBytes > 0) gate.uploadBytes.use(atMs, uploadBytes)
    }
  }

  #gate(mailbox: string, nowMs: number): Gate {
    const known = this.#gates.get(mailbox)
    if (known) return known
    if (this.#gates.size >= this.#sweepAt) this.#sweep(nowMs)
    const gate: Gate = { heldUntilMs: 0, untold: [], ...this.#freshBudgets() }
    this.#gates.set(mailbox, gate)
    return gate
  }

  #freshBudgets(): Pick<Gate, 'requests' | 'uploadBytes'> {
    const { requestsPer10Minutes, uploadBytesPer5Minutes } = this.#limits
    return {
      requests: new SlidingBudget(requestsPer10Minutes, 10 * MINUTE_MS),
      uploadBytes: new SlidingBudget(uploadBytesPer5Minutes, 5 * MINUTE_MS),
    }
  }

  /** A tenant may have a hundred thousand mailboxes, most of them asked for once. */
  #sweepAt = 1_000

  #sweep(nowMs: number): void {
    for (const [mailbox, gate] of this.#gates) {
      const isIdle = gate.heldUntilMs <= nowMs && gate.requests.isUnused(nowMs)
      if (isIdle) this.#gates.delete(mailbox)
    }
    this.#sweepAt = Math.max(1_000, 2 * this.#gates.size)
  }
}

type Gate = {
  heldUntilMs: number
  requests: SlidingBudget
  uploadBytes: SlidingBudget
  /** Oldest first. */
  untold: { firstMs: number; lastMs: number; requests: number; uploadBytes: number }[]
}

function noteUntold(gate: Gate, uploadBytes: number, nowMs: number): void {
  const last = gate.untold.at(-1)
  if (last && nowMs - last.firstMs < TOLD_TOGETHER_MS) {
    last.lastMs = nowMs
    last.requests += 1
    last.uploadBytes += uploadBytes
  } else gate.untold.push({ firstMs: nowMs, lastMs: nowMs, requests: 1, uploadBytes })
}
