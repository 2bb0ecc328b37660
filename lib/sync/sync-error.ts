/** A fault that ends a run, with the code that `messages` turn into words. */
export class SyncError extends Error {
  readonly code: string
  /** Whether another try in a while may go better. */
  readonly isTransient: boolean

  constructor(code: string, message: string, options: { isTransient: boolean; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.name = 'SyncError'
    this.code = code
    this.isTransient = options.isTransient
  }
}

/** The code of any thrown thing, for the ledger and the log. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return 'unexpected'
}
