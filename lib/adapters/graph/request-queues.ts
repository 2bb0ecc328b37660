/** A place that waits for nothing: the directory has limits of another kind. */
type Mailbox = string | null

type Queue<T> = { waiting: T[]; out: number }

/**
 * What waits to be sent, by mailbox, and how much of it could go now. Counted as it comes and goes: with two hundred mailboxes
 * at work, a thousand requests wait, and to look at each of them for every answer cost more than the answers.
 */
export class RequestQueues<T extends { mailbox: Mailbox }> {
  readonly #placesEach: number
  readonly #queues = new Map<Mailbox, Queue<T>>()
  #ready = 0
  #places = 0

  /** @param placesEach requests that one mailbox may have out at a time. */
  constructor(placesEach: number) {
    this.#placesEach = placesEach
  }

  /** How many of those waiting have a place. */
  get ready(): number {
    return this.#ready
  }

  /** How many could be out at a time, of the mailboxes that wait or are out now. */
  get places(): number {
    return this.#places
  }

  /** Whether all that waits and is out is of one mailbox. */
  get isOneMailbox(): boolean {
    return this.#queues.size === 1 && !this.#queues.has(null)
  }

  add(one: T): void {
    this.#change(one.mailbox, (queue) => queue.waiting.push(one))
  }

  /**
   * Takes out those that have a place, mailbox by mailbox and oldest first, and no more than `most`. One that `enters` refuses
   * takes no place. A mailbox that was served comes last the next time: where something is left, it is not always the same.
   */
  take(enters: (one: T) => boolean, most = Number.POSITIVE_INFINITY): T[] {
    const taken: T[] = []
    for (const [mailbox, queue] of [...this.#queues]) {
      if (taken.length === most) break
      if (this.#readyOf(mailbox, queue) === 0) continue
      this.#queues.delete(mailbox)
      this.#queues.set(mailbox, queue)
      this.#change(mailbox, () => {
        let next = 0
        while (next < queue.waiting.length && queue.out < this.#placesOf(mailbox) && taken.length < most) {
          const one = queue.waiting[next++] as T
          if (!enters(one)) continue
          queue.out += 1
          taken.push(one)
        }
        queue.waiting.splice(0, next)
      })
    }
    return taken
  }

  /** What was taken is answered. */
  leave(mailbox: Mailbox): void {
    this.#change(mailbox, (queue) => {
      queue.out -= 1
    })
  }

  #change(mailbox: Mailbox, how: (queue: Queue<T>) => unknown): void {
    const queue = this.#queues.get(mailbox) ?? { waiting: [], out: 0 }
    const [readyBefore, placesBefore] = [this.#readyOf(mailbox, queue), this.#usableOf(mailbox, queue)]
    how(queue)
    this.#ready += this.#readyOf(mailbox, queue) - readyBefore
    this.#places += this.#usableOf(mailbox, queue) - placesBefore
    if (queue.waiting.length === 0 && queue.out === 0) this.#queues.delete(mailbox)
    else this.#queues.set(mailbox, queue)
  }

  #readyOf(mailbox: Mailbox, { waiting, out }: Queue<T>): number {
    return Math.max(0, Math.min(waiting.length, this.#placesOf(mailbox) - out))
  }

  #usableOf(mailbox: Mailbox, { waiting, out }: Queue<T>): number {
    return Math.min(waiting.length + out, this.#placesOf(mailbox))
  }

  #placesOf(mailbox: Mailbox): number {
    return mailbox === null ? Number.POSITIVE_INFINITY : this.#placesEach
  }
}
