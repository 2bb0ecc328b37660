/**
 * Text of a message made fit for a Postgres column: no NUL, which text cannot hold, no lone surrogate,
 * and no longer than `maxLength`. For display and search only; the evidence is the staged package.
 */
export function storableText(text: string, maxLength: number): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text
  return cut.replaceAll('\u0000', '').toWellFormed()
}
