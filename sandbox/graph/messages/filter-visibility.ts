export type FilterVisibility = ReturnType<typeof createFilterVisibility>

/**
 * How long `$filter` does not find a message that is there. When Exchange's index sees a new message is documented
 * nowhere; a client that looks once, right after an unknown outcome, and then sends again makes a duplicate.
 * Of the last minutes only, and in memory: a restarted sandbox has an index that is up to date.
 */
export function createFilterVisibility(now: () => Date) {
  const recent = new Map<number, { number: number; visibleAtMs: number }[]>()
  return {
    hide(mailbox: number, number: number, durationMs: number): void {
      if (durationMs === 0) return
      const entry = { number, visibleAtMs: now().getTime() + durationMs }
      const known = recent.get(mailbox)
      if (known) known.push(entry)
      else recent.set(mailbox, [entry])
    },
    /** Numbers of messages that no filter finds yet. */
    hiddenIn(mailbox: number): readonly number[] {
      const known = recent.get(mailbox)
      if (!known) return []
      const nowMs = now().getTime()
      const still = known.filter((entry) => entry.visibleAtMs > nowMs)
      if (still.length === 0) recent.delete(mailbox)
      else recent.set(mailbox, still)
      return still.map((entry) => entry.number)
    },
    clear: () => recent.clear(),
  }
}
