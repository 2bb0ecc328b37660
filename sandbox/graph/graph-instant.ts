/** A time as Graph writes it and Exchange keeps it: UTC, whole seconds. */
export function toGraphInstant(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
