/** A file as a site lists it. */
type ListedFile = { name: string; sizeBytes: number; modifiedAt: Date }

/** TeleMessage's packages are ZIP files; what else lies in the folder is not ours. */
export function isPackageFile(file: Pick<ListedFile, 'name'>): boolean {
  return /\.zip$/i.test(file.name)
}

/** How a listing is compared with the ledger. A package of the same name with another size or time is new. */
export function packageKeyOf(file: ListedFile): string {
  return `${file.name}|${file.sizeBytes}|${file.modifiedAt.getTime()}`
}
