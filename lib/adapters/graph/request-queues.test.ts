import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RequestQueues } from './request-queues.ts'

type One = { mailbox: string | null; id: number }

function queues(...mailboxes: (string | null)[]): RequestQueues<One> {
  const made = new RequestQueues<One>(4)
  mailboxes.forEach((mailbox, id) => {
    made.add({ mailbox, id })
  })
  return made
}

test('of one mailbox four go at a time, oldest first, and the next when one is answered', () => {
  const made = queues('a', 'a', 'a', 'a', 'a', 'a')
  expect(made.ready).toBe(4)
  expect(made.take(() => true).map(({ id }) => id)).toEqual([0, 1, 2, 3])
  expect(made.ready).toBe(0)
  made.leave('a')
  expect(made.take(() => true).map(({ id }) => id)).toEqual([4])
})

test('a mailbox that is full holds up no other', () => {
  const made = queues('a', 'a', 'a', 'a', 'a', 'b')
  expect(made.take(() => true).map(({ id }) => id)).toEqual([0, 1, 2, 3, 5])
})

test('the directory has no limit of places', () => {
  const made = queues(...Array.from({ length: 30 }, () => null))
  expect(made.ready).toBe(30)
  expect(made.take(() => true)).toHaveLength(30)
})

test('what may not enter leaves the queue and takes no place', () => {
  const made = queues('a', 'a', 'a', 'a', 'a', 'a')
  expect(made.take(({ id }) => id >= 3).map(({ id }) => id)).toEqual([3, 4, 5])
  expect(made).toMatchObject({ ready: 0, places: 3 })
})

test('where something is left, it is not always of the same mailbox', () => {
  const made = queues('a', 'a', 'b', 'b', 'c', 'c')
  expect(made.take(() => true, 4).map(({ id }) => id)).toEqual([0, 1, 2, 3])
  expect(made.ready).toBe(2)
  for (const mailbox of ['a', 'a', 'b', 'b']) {
    made.leave(mailbox)
    made.add({ mailbox, id: 9 })
  }
  expect(made.take(() => true, 4).map(({ mailbox }) => mailbox)).toEqual(['c', 'c', 'a', 'a'])
})

test('one mailbox is alone until another comes', () => {
  expect(queues('a', 'a').isOneMailbox).toBe(true)
  expect(queues('a', 'b').isOneMailbox).toBe(false)
  expect(queues(null).isOneMailbox).toBe(false)
})

test('its counts are what a look at every request would say, whatever comes and goes', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ do: fc.constant('add' as const), mailbox: fc.constantFrom('a', 'b', 'c', null) }),
      fc.record({ do: fc.constant('take' as const), refused: fc.constantFrom('a', 'b', null, 'nobody') }),
      fc.record({ do: fc.constant('leave' as const), which: fc.nat(50) }),
    ),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(steps, (history) => {
      const made = new RequestQueues<One>(4)
      let waiting: One[] = []
      const out: One[] = []
      for (const [id, step] of history.entries()) {
        if (step.do === 'add') {
          const one = { mailbox: step.mailbox, id }
          made.add(one)
          waiting.push(one)
        } else if (step.do === 'leave') {
          const [left] = out.splice(step.which % Math.max(1, out.length), 1)
          if (left) made.leave(left.mailbox)
        } else {
          const gone: One[] = []
          const taken = made.take((one) => {
            gone.push(one)
            return one.mailbox !== step.refused
          })
          out.push(...taken)
          waiting = waiting.filter((one) => !gone.includes(one))
        }
        const outOf = (mailbox: string | null) => out.filter((one) => one.mailbox === mailbox).length
        const waitingOf = (mailbox: string | null) => waiting.filter((one) => one.mailbox === mailbox).length
        for (const mailbox of ['a', 'b', 'c']) expect(outOf(mailbox)).toBeLessThanOrEqual(4)
        const placesOf = (mailbox: string | null) => (mailbox === null ? Number.POSITIVE_INFINITY : 4)
        const sumOf = (count: (mailbox: string | null) => number) =>
          ['a', 'b', 'c', null].reduce((sum, mailbox) => sum + count(mailbox), 0)
        expect(made.ready).toBe(sumOf((m) => Math.min(waitingOf(m), placesOf(m) - outOf(m))))
        expect(made.places).toBe(sumOf((m) => Math.min(waitingOf(m) + outOf(m), placesOf(m))))
      }
    }),
  )
})
