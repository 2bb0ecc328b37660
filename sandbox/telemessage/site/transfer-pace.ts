import type { FileRule } from './site-knobs.ts'

/** What becomes of one read. */
export type ReadStep =
  | { kind: 'send'; lengthBytes: number; delayMs: number }
  | { kind: 'end' | 'fail' | 'stall' | 'cut' }

export type TransferPace = {
  next(position: number, wantedBytes: number): ReadStep
  /** Fewer bytes were there than the step allowed. */
  giveBack(bytes: number): void
}

/** How one opened file is sent, after its rule. @param nowMs a clock that never goes back */
export function paceTransfer(rule: FileRule | null, nowMs: () => number): TransferPace {
  let grantedBytes = 0
  let sentUntilMs = 0
  const limit = rule && findLimit(rule)
  return {
    next(position, wantedBytes) {
      if (!rule) return { kind: 'send', lengthBytes: wantedBytes, delayMs: 0 }
      const toEnd = (rule.endAtByte ?? Infinity) - position
      if (toEnd <= 0) return { kind: 'end' }
      const untilFault = limit ? limit.afterBytes - grantedBytes : Infinity
      if (limit && untilFault <= 0) return { kind: limit.kind }
      const lengthBytes = Math.min(wantedBytes, toEnd, untilFault, rule.maxReadBytes ?? Infinity)
      grantedBytes += lengthBytes
      if (rule.bytesPerSecond === undefined) return { kind: 'send', lengthBytes, delayMs: 0 }
      const now = nowMs()
      sentUntilMs = Math.max(now, sentUntilMs) + (lengthBytes * 1000) / rule.bytesPerSecond
      return { kind: 'send', lengthBytes, delayMs: sentUntilMs - now }
    },
    giveBack(bytes) {
      grantedBytes -= bytes
    },
  }
}

/** The fault that comes first. */
function findLimit(rule: FileRule): { kind: 'cut' | 'stall' | 'fail'; afterBytes: number } | null {
  const limits = [
    { kind: 'cut' as const, afterBytes: rule.cutAfterBytes ?? Infinity },
    { kind: 'stall' as const, afterBytes: rule.stallAfterBytes ?? Infinity },
    { kind: 'fail' as const, afterBytes: rule.failAfterBytes ?? Infinity },
  ].sort((one, other) => one.afterBytes - other.afterBytes)
  const [first] = limits
  return first && first.afterBytes !== Infinity ? first : null
}
