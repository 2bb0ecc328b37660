import { describe, expect, test } from 'vitest'
import type { FileRule } from './site-knobs.ts'
import { paceTransfer } from './transfer-pace.ts'

const READ_BYTES = 1_000

describe('the pace of a transfer', () => {
  test('without a rule is as fast as it goes', () => {
    expect(paced(null).next(0, READ_BYTES)).toEqual({ kind: 'send', lengthBytes: READ_BYTES, delayMs: 0 })
  })

  test('at a rate lets parallel reads wait for each other', () => {
    const pace = paced({ bytesPerSecond: 10_000 })
    expect([0, 1, 2].map((read) => delayOf(pace.next(read * READ_BYTES, READ_BYTES)))).toEqual([
      100, 200, 300,
    ])
  })

  test('at a rate does not catch up on time in which nobody read', () => {
    let nowMs = 0
    const pace = paced({ bytesPerSecond: 10_000 }, () => nowMs)
    expect(delayOf(pace.next(0, READ_BYTES))).toBe(100)
    nowMs = 60_000
    expect(delayOf(pace.next(READ_BYTES, READ_BYTES))).toBe(100)
  })

  test('sends exactly the bytes before a fault, and the fault from then on', () => {
    const pace = paced({ cutAfterBytes: 1_500 })
    expect([0, 1, 2, 3].map((read) => pace.next(read * READ_BYTES, READ_BYTES))).toEqual([
      { kind: 'send', lengthBytes: 1_000, delayMs: 0 },
      { kind: 'send', lengthBytes: 500, delayMs: 0 },
      { kind: 'cut' },
      { kind: 'cut' },
    ])
  })

  test('counts only bytes that were there', () => {
    const pace = paced({ stallAfterBytes: 1_500 })
    pace.next(0, READ_BYTES)
    pace.giveBack(900)
    expect(pace.next(100, READ_BYTES)).toMatchObject({ kind: 'send', lengthBytes: 1_000 })
    expect(pace.next(1_100, READ_BYTES)).toMatchObject({ kind: 'send', lengthBytes: 400 })
    expect(pace.next(1_500, READ_BYTES)).toEqual({ kind: 'stall' })
  })

  test('meets the first of several faults', () => {
    const pace = paced({ cutAfterBytes: 900, failAfterBytes: 300 })
    pace.next(0, READ_BYTES)
    expect(pace.next(300, READ_BYTES)).toEqual({ kind: 'fail' })
  })

  test('ends at a byte, whatever is asked for behind it', () => {
    const pace = paced({ endAtByte: 700 })
    expect(pace.next(0, READ_BYTES)).toMatchObject({ lengthBytes: 700 })
    expect(pace.next(5_000, READ_BYTES)).toEqual({ kind: 'end' })
  })
})

function paced(rule: Partial<FileRule> | null, nowMs = () => 0) {
  return paceTransfer(rule && { files: '*', times: null, chance: 1, ...rule }, nowMs)
}

function delayOf(step: ReturnType<ReturnType<typeof paceTransfer>['next']>): number | null {
  return step.kind === 'send' ? step.delayMs : null
}
