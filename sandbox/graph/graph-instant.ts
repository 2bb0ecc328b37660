let lastSecond = Number.NaN
let lastText = ''

/** A time as Graph writes it and Exchange keeps it: UTC, whole seconds. */
export function toGraphInstant(time: Date): string {
  const second = Math.floor(time.getTime() / 1000)
  // Mostly the present one: written once.
  if (second !== lastSecond) {
    lastText = `${time.toISOString().slice(0, 19)}Z`
    lastSecond = second
  }
  return lastText
}
