/** A sum over the last so many milliseconds, kept in slices; what is older than the window to within a slice is gone. */
export class SlidingWindow {
  readonly #slices: Float64Array
  readonly #sliceMs: number
  #newest = 0
  #total = 0

  constructor(windowMs: number, slices = 60) {
    this.#slices = new Float64Array(slices)
    this.#sliceMs = windowMs / slices
  }

  add(nowMs: number, amount: number): void {
    this.#advance(nowMs)
    const index = this.#newest % this.#slices.length
    this.#slices[index] = (this.#slices[index] ?? 0) + amount
    this.#total += amount
  }

  total(nowMs: number): number {
    this.#advance(nowMs)
    return this.#total
  }

  /** How long until the sum is down to `wanted`, if nothing is added. */
  msUntil(nowMs: number, wanted: number): number {
    this.#advance(nowMs)
    const { length } = this.#slices
    let left = this.#total
    for (let age = length - 1; age >= 0 && left > wanted; age -= 1) {
      left -= this.#slices[(this.#newest - age + length) % length] ?? 0
      if (left <= wanted) return (this.#newest - age + length) * this.#sliceMs - nowMs
    }
    return left > wanted ? length * this.#sliceMs : 0
  }

  #advance(nowMs: number): void {
    const slice = Math.floor(nowMs / this.#sliceMs)
    if (slice <= this.#newest) return
    const gone = Math.min(slice - this.#newest, this.#slices.length)
    for (let step = 1; step <= gone; step += 1) {
      const index = (this.#newest + step) % this.#slices.length
      this.#total -= this.#slices[index] ?? 0
      this.#slices[index] = 0
    }
    this.#newest = slice
  }
}
