export type LateEffects = ReturnType<typeof createLateEffects>

/** Effects of requests that were answered before they took effect. Ended with the sandbox, and by a reset. */
export function createLateEffects() {
  const timers = new Set<NodeJS.Timeout>()
  return {
    schedule(delayMs: number, effect: () => void): void {
      const timer = setTimeout(() => {
        timers.delete(timer)
        effect()
      }, delayMs)
      timers.add(timer)
    },
    pending: () => timers.size,
    clear(): void {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
