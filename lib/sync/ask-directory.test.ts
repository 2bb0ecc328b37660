import { beforeEach, describe, expect, test } from 'vitest'
import { openQuestions, type Questions } from './ask-directory.ts'
import type { DirectoryAnswer } from './ports/directory.ts'

const NOT_FOUND: DirectoryAnswer = { found: false, reason: 'not-found' }

function unanswered(given: Partial<Extract<DirectoryAnswer, { found: 'unanswered' }>> = {}) {
  return {
    found: 'unanswered',
    by: 'directory',
    code: 'graph_throttled',
    detail: '429',
    retryAfterMs: null,
    isRefusal: false,
    ...given,
  } as const
}

let answers: Map<string, DirectoryAnswer>
let asked: string[]
let nowMs: number
let waits: number[]
let questions: Questions

beforeEach(() => {
  answers = new Map()
  asked = []
  waits = []
  nowMs = 0
  questions = openQuestions({
    directory: {
      async findUser(address) {
        asked.push(address)
        return answers.get(address) ?? NOT_FOUND
      },
      findUserById: async () => NOT_FOUND,
    },
    clock: { now: () => new Date(nowMs) },
    async wait(timeMs) {
      waits.push(timeMs)
      nowMs += timeMs
    },
  })
})

describe('what a run asks the directory', () => {
  test('is asked once, also by two at a time', async () => {
    await Promise.all([questions.ask('a'), questions.ask('a')])
    await questions.ask('a')
    expect(asked).toEqual(['a'])
  })

  test('is asked again when it was not answered, and only then', async () => {
    answers.set('a', unanswered())
    await questions.ask('a')
    await questions.ask('b')
    answers.delete('a')
    expect(await questions.waitToAskAgain()).toBe(true)
    expect(await questions.ask('a')).toEqual(NOT_FOUND)
    await questions.ask('b')
    expect(asked).toEqual(['a', 'b', 'a'])
  })

  test('is not sent before the directory wants it, whoever it is about', async () => {
    answers.set('a', unanswered({ retryAfterMs: 30_000 }))
    await questions.ask('a')
    expect(await questions.ask('b')).toMatchObject({ found: 'unanswered' })
    expect(asked).toEqual(['a'])
    await questions.waitToAskAgain()
    expect(waits).toEqual([30_000])
    await questions.ask('b')
    expect(asked).toEqual(['a', 'b'])
  })

  test('is sent although one mailbox asks for a pause', async () => {
    answers.set('a', unanswered({ by: 'mailbox', retryAfterMs: 30_000 }))
    await questions.ask('a')
    expect(await questions.ask('b')).toEqual(NOT_FOUND)
    await questions.waitToAskAgain()
    expect(waits).toEqual([30_000])
  })

  test('is given up when the pause is longer than a run waits', async () => {
    answers.set('a', unanswered({ retryAfterMs: 600_000 }))
    await questions.ask('a')
    expect(await questions.waitToAskAgain()).toBe(false)
    expect(waits).toEqual([])
  })

  test('is asked again soon for others, although one mailbox wants longer than a run waits', async () => {
    answers.set('a', unanswered({ by: 'mailbox', retryAfterMs: 600_000 }))
    await questions.ask('a')
    expect(await questions.waitToAskAgain()).toBe(true)
    expect(waits).toEqual([1_000])
  })

  test('waits longer from time to time, and two minutes at most', async () => {
    while (await questions.waitToAskAgain()) expect(waits.length).toBeLessThan(20)
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000])
  })
})

describe('an outage', () => {
  test('is when no search was answered', async () => {
    answers.set('a', unanswered())
    await questions.ask('a')
    expect(() => questions.proveNoOutage()).toThrow(
      expect.objectContaining({ code: 'graph_throttled', isTransient: true }),
    )
  })

  test('is not when others are answered', async () => {
    answers.set('a', unanswered())
    await questions.ask('a')
    await questions.ask('b')
    expect(() => questions.proveNoOutage()).not.toThrow()
  })

  test('is not when the directory answers and a mailbox does not', async () => {
    answers.set('a', unanswered({ by: 'mailbox' }))
    await questions.ask('a')
    expect(() => questions.proveNoOutage()).not.toThrow()
  })

  test('is not when Microsoft does not take a question', async () => {
    answers.set('a', unanswered({ code: 'graph_refused', isRefusal: true }))
    await questions.ask('a')
    expect(() => questions.proveNoOutage()).not.toThrow()
  })

  test('in the middle of a run ends its questions', async () => {
    await questions.ask('known')
    for (let n = 0; n < 40; n += 1) {
      answers.set(`a${n}`, unanswered({ code: 'graph_unavailable' }))
      await questions.ask(`a${n}`)
    }
    expect(asked).toHaveLength(1 + 16)
    expect(() => questions.proveNoOutage()).toThrow()
  })
})
