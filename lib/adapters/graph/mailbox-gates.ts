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

/** What this process may send to each mailbox now: budgets, and the pauses that Microsoft asked for. */
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
    return 'entered'
  }

  /** Every request of the mailbox waits, whichever of them was told so. */
  hold(mailbox: string, untilMs: number, nowMs: number): void {
    const gate = this.#gate(mailbox, nowMs)
    gate.heldUntilMs = Math.max(gate.heldUntilMs, untilMs)
  }

  #gate(mailbox: string, nowMs: number): Gate {
    const known = this.#gates.get(mailbox)
    if (known) return known
    if (this.#gates.size >= this.#sweepAt) this.#sweep(nowMs)
    const { requestsPer10Minutes, uploadBytesPer5Minutes } = this.#limits
    const gate = {
      heldUntilMs: 0,
      requests: new SlidingBudget(requestsPer10Minutes, 10 * MINUTE_MS),
      uploadBytes: new SlidingBudget(uploadBytesPer5Minutes, 5 * MINUTE_MS),
    }
    this.#gates.set(mailbox, gate)
    return gate
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
}
