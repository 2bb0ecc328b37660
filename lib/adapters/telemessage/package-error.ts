/** A package that was accepted, and whose data turn out to be damaged. */
export class PackageError extends Error {
  readonly code = 'package_damaged'

  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'PackageError'
  }
}
