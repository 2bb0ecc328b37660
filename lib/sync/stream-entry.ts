import type { StagedPackage } from './ledger/run-ledger.ts'
import type { OpenPackage, PackageEntry } from './ports/package-format.ts'
import type { SharedPackages } from './share-staged-packages.ts'

/** The bytes of one message as they were delivered, from the first one on. Its package stays open until the last one is read. */
export async function* streamEntry(
  packages: SharedPackages,
  { package: staged, entry }: { package: StagedPackage; entry: PackageEntry },
): AsyncGenerator<Uint8Array> {
  const opened = Promise.withResolvers<OpenPackage>()
  const read = Promise.withResolvers<void>()
  const using = packages.use(staged, async (one) => {
    opened.resolve(one)
    await read.promise
  })
  using.catch(opened.reject)
  try {
    yield* (await opened.promise).stream(entry)
  } finally {
    read.resolve()
    await using
  }
}
