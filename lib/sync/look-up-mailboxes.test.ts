import { describe, expect, test } from 'vitest'
import { lookUpMailboxes } from './look-up-mailboxes.ts'
import type { Directory, DirectoryAnswer, GroupDirectory } from './ports/directory.ts'

const never = () => new Promise<never>(() => {})
const found: DirectoryAnswer = {
  found: true,
  user: { objectId: 'oid', address: 'wang@contoso.example', displayName: 'Wang Lei' },
}

function directory(findUser: Directory['findUser']): Directory & GroupDirectory {
  return { findUser, findUserById: never, findGroups: async () => new Set(['team@contoso.example']) }
}

describe('mailboxes that somebody has typed', () => {
  test('are told with the person who is to be pinned, each address asked for once', async () => {
    const asked: string[] = []
    const ports = {
      directory: directory(async (address) => {
        asked.push(address)
        return address.startsWith('wang') ? found : { found: false, reason: 'guest' }
      }),
      wait: never,
    }
    const told = await lookUpMailboxes(
      ports,
      ['wang@contoso.example', 'li@contoso.example', 'wang@contoso.example'],
      1,
    )
    expect(asked).toEqual(['wang@contoso.example', 'li@contoso.example'])
    expect(told.get('wang@contoso.example')).toMatchObject({ status: 'found', objectId: 'oid' })
    expect(told.get('li@contoso.example')).toMatchObject({ status: 'guest', objectId: null })
  })

  test('are told to be a group where nobody is found, and a group is', async () => {
    const ports = {
      directory: directory(async () => ({ found: false, reason: 'not-found' })),
      wait: never,
    }
    const told = await lookUpMailboxes(ports, ['team@contoso.example', 'nobody@contoso.example'], 1)
    expect([...told.values()].map(({ status }) => status)).toEqual(['group', 'not-found'])
  })

  test.each([
    ['nobody answers by the deadline', directory(never), async () => undefined],
    [
      'the app may not ask',
      directory(async () => {
        throw new Error('graph_forbidden')
      }),
      never,
    ],
  ])('are unanswered when %s', async (_when, asked, wait) => {
    const told = await lookUpMailboxes({ directory: asked, wait }, ['wang@contoso.example'], 1)
    expect(told.get('wang@contoso.example')).toMatchObject({ status: 'unanswered', objectId: null })
  })
})
