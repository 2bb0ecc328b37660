/** Why a request is refused, with Graph's status and error code. Thrown by handlers, answered in one place. */
export class GraphRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'GraphRefusal'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export const badRequest = (message: string) => new GraphRefusal(400, 'BadRequest', message)

export const itemNotFound = () =>
  new GraphRefusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')

export const malformedId = () => new GraphRefusal(400, 'ErrorInvalidIdMalformed', 'Id is malformed.')

/** A body that is not what the type declares: what Graph's own deserializer says. */
export const unreadableBody = (message: string) => new GraphRefusal(400, 'RequestBodyRead', message)
