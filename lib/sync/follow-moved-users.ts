import type { Directory } from './ports/directory.ts'

/**
 * A directory that still finds whoever had an address before as their main one and has another now. Only what nobody has any
 * more is followed: an address that belongs to somebody is theirs.
 *
 * @param objectIds by address, in lower case.
 */
export function followMovedUsers(directory: Directory, objectIds: ReadonlyMap<string, string>): Directory {
  return {
    findUserById: (objectId) => directory.findUserById(objectId),
    async findUser(address) {
      const answer = await directory.findUser(address)
      if (answer.found !== false || answer.reason !== 'not-found') return answer
      const objectId = objectIds.get(address.toLowerCase())
      return objectId === undefined ? answer : directory.findUserById(objectId)
    },
  }
}
