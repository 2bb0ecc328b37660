/** Another worker has taken over: stop at once and write nothing. */
export class ClaimLostError extends Error {
  readonly code = 'claim_lost'

  constructor(what: string) {
    super(`Another worker has taken over ${what}.`)
    this.name = 'ClaimLostError'
  }
}
