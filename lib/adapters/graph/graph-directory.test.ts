import { describe, expect, test } from 'vitest'
import type { GraphClient } from './graph-client.ts'
import { GraphDirectory } from './graph-directory.ts'
import { type GraphErrorCode, GraphRequestError } from './graph-errors.ts'

const MEGAN = {
  id: 'u-1',
  displayName: 'Megan Bowen',
  mail: 'megan@contoso.example',
  userPrincipalName: 'megan@contoso.example',
  userType: 'Member',
  accountEnabled: true,
}

const failure = (code: GraphErrorCode, graphCode: string) =>
  new GraphRequestError({ code, status: 400, graphCode, detail: 'why' })

function directoryWith(people: unknown, mailbox: unknown = { id: 'root' }) {
  const paths: string[] = []
  const graph: GraphClient = {
    async get(path) {
      paths.push(decodeURIComponent(path))
      const search = Array.isArray(people) ? { value: people } : people
      const answer = path.startsWith('/users?') ? search : mailbox
      if (answer instanceof Error) throw answer
      return answer
    },
    async post() {
      throw new Error('A directory writes nothing.')
    },
  }
  return { directory: new GraphDirectory(graph), paths }
}

const find = (people: unknown, mailbox?: unknown) =>
  directoryWith(people, mailbox).directory.findUser('megan@contoso.example')

describe('finding the user of an address', () => {
  test('asks for primary address, sign-in name and proxy addresses, with quotes doubled', async () => {
    const { directory, paths } = directoryWith([MEGAN])
    await directory.findUser("o'neil@contoso.example")
    expect(paths[0]).toContain("mail eq 'o''neil@contoso.example'")
    expect(paths[0]).toContain("userPrincipalName eq 'o''neil@contoso.example'")
    expect(paths[0]).toContain("proxyAddresses/any(p:p eq 'smtp:o''neil@contoso.example')")
  })

  test('gives the member who has it and a mailbox', async () => {
    expect(await find([MEGAN])).toEqual({
      found: true,
      user: { objectId: 'u-1', address: 'megan@contoso.example', displayName: 'Megan Bowen' },
    })
  })

  test('counts a disabled account in, and one without a type', async () => {
    expect(
      await find([{ ...MEGAN, accountEnabled: false, userType: null, displayName: null }]),
    ).toMatchObject({ found: true })
  })

  test.each<[string, unknown[]]>([
    ['not-found', []],
    ['guest', [{ ...MEGAN, userType: 'Guest' }]],
    ['ambiguous', [MEGAN, { ...MEGAN, id: 'u-2' }]],
  ])('is %s', async (reason, people) => {
    expect(await find(people)).toEqual({ found: false, reason })
  })

  test('prefers the member to a guest of the same address', async () => {
    expect(await find([{ ...MEGAN, id: 'g-1', userType: 'Guest' }, MEGAN])).toMatchObject({
      user: { objectId: 'u-1' },
    })
  })

  test('tells no mailbox from an inactive one, and from one that cannot be reached', async () => {
    const probed = (code: string) => find([MEGAN], failure('graph_not_found', code))
    expect(await probed('ErrorNonExistentMailbox')).toEqual({ found: false, reason: 'no-mailbox' })
    expect(await probed('MailboxNotEnabledForRESTAPI')).toEqual({ found: false, reason: 'mailbox-inactive' })
    expect(await probed('SomethingNew')).toEqual({ found: false, reason: 'mailbox-not-reachable' })
  })

  test('says that Exchange does not let the app into a mailbox, which says nothing about the others', async () => {
    expect(await find([MEGAN], failure('graph_forbidden', 'ErrorAccessDenied'))).toEqual({
      found: false,
      reason: 'mailbox-refused',
    })
  })

  test('says that a mailbox did not answer, which is no answer about the person', async () => {
    expect(await find([MEGAN], failure('graph_throttled', 'x'))).toMatchObject({
      found: 'unanswered',
      by: 'mailbox',
      code: 'graph_throttled',
    })
  })

  test('says that the search was not answered, and when it may be asked again', async () => {
    const throttled = new GraphRequestError({
      ...{ code: 'graph_throttled', status: 429, graphCode: 'TooManyRequests', detail: 'why' },
      retryAfterMs: 12_000,
    })
    expect(await find(throttled)).toMatchObject({
      ...{ found: 'unanswered', by: 'directory', retryAfterMs: 12_000, isRefusal: false },
    })
    expect(await find(failure('graph_refused', 'x'))).toMatchObject({ found: 'unanswered', isRefusal: true })
    expect(await find('no list')).toMatchObject({ found: 'unanswered', code: 'graph_unavailable' })
  })

  test('throws what is about the app, and the same for everybody', async () => {
    await expect(find(failure('graph_forbidden', 'x'))).rejects.toMatchObject({ code: 'graph_forbidden' })
  })

  test.each(['', 'no address', 'a@b c', `${'a'.repeat(400)}@b.example`, "a'@\u0000"])(
    'asks nothing for %j',
    async (address) => {
      const { directory, paths } = directoryWith([MEGAN])
      expect(await directory.findUser(address)).toEqual({ found: false, reason: 'not-found' })
      expect(paths).toEqual([])
    },
  )
})
