/** How much of something may be used within any stretch of time of one length. Kept in slices, to the safe side. */
export class SlidingBudget {
  readonly #limit: number
  readonly #windowMs: number
  readonly #sliceMs: number
  /** Oldest first. What is used within a slice counts until the end of the slice has left the window. */
  #slices: { endsMs: number; amount: number }[] = []
  #used = 0

  constructor(limit: number, windowMs: number, slices = 60) {
    this.#limit = limit
    this.#windowMs = windowMs
    this.#sliceMs = windowMs / slices
  }

  /** How long until so much more may be used; 0: now. More than the whole budget is let through when none is used. */
  msUntilRoom(nowMs: number, amount: number): number {
    this.#forget(nowMs)
    let over = this.#used + amount - this.#limit
    if (over <= 0) return 0
    for (const slice of this.#slices) {
      over -= slice.amount
      if (over <= 0) return slice.endsMs + this.#windowMs - nowMs
    }
    const last = this.#slices.at(-1)
    return last ? last.endsMs + this.#windowMs - nowMs : 0
  }

  use(nowMs: number, amount: number): void {
    this.#used += amount
    const last = this.#slices.at(-1)
    if (last && nowMs < last.endsMs) last.amount += amount
    else this.#slices.push({ endsMs: nowMs + this.#sliceMs, amount })
  }

  isUnused(nowMs: number): boolean {
    this.#forget(nowMs)
    return this.#slices.length === 0
  }

  #forget(nowMs: number): void {
    let first = this.#slices[0]
    while (first && first.endsMs + this.#windowMs <= nowMs) {
      this.#used -= first.amount
      this.#slices.shift()
      first = this.#slices[0]
    }
  }
}
