import { Socket } from 'node:net'
import { beforeAll } from 'vitest'

/** A unit test that reaches the network depends on something that is not in it. */
beforeAll(() => {
  Socket.prototype.connect = () => {
    throw new Error(
      'A unit test opened a connection. Name the file *.db.test.ts or *.contract.test.ts, or pass a stand-in.',
    )
  }
})
