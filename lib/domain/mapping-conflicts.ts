import type { MappingCsvRow } from './mapping-csv-row.ts'

/** What a row turned out to be once all of the others were read. */
export type MappingAmendment = {
  ordinal: number
  was: 'valid' | 'warning'
  severity: 'error' | 'repeated'
  otherLine: number
}

export type MappingConflicts = {
  /** Takes rows that could be saved, in the order of the file. */
  add(row: MappingCsvRow): void
  find(): MappingAmendment[]
}

type Entry = Pick<MappingCsvRow, 'ordinal' | 'line' | 'mailbox' | 'validFrom' | 'validTo'> & {
  was: 'valid' | 'warning'
}

/**
 * Finds the rows that contradict each other: one id for two mailboxes on a day that both have. A guess would put messages into a
 * wrong mailbox, so all of them are errors. A row that says what an earlier one said is a repetition.
 *
 * Most ids of a file have one row. Rows are kept as columns, since objects would take more memory than the file.
 */
export function findMappingConflicts(): MappingConflicts {
  const firstByIdAt = new Map<string, number>()
  const othersAt = new Map<string, number[]>()
  const ordinals: number[] = []
  const lines: number[] = []
  const mailboxes: string[] = []
  const starts: (string | null)[] = []
  const ends: (string | null)[] = []
  const warned: boolean[] = []
  const entryAt = (at: number): Entry => ({
    ordinal: ordinals[at] ?? 0,
    line: lines[at] ?? 0,
    mailbox: mailboxes[at] ?? '',
    validFrom: starts[at] ?? null,
    validTo: ends[at] ?? null,
    was: warned[at] ? 'warning' : 'valid',
  })
  return {
    add({ externalId, ordinal, line, mailbox, validFrom, validTo, severity }) {
      const at = ordinals.length
      ordinals.push(ordinal)
      lines.push(line)
      mailboxes.push(mailbox)
      starts.push(validFrom)
      ends.push(validTo)
      warned.push(severity === 'warning')
      if (!firstByIdAt.has(externalId)) firstByIdAt.set(externalId, at)
      else {
        const others = othersAt.get(externalId)
        if (others) others.push(at)
        else othersAt.set(externalId, [at])
      }
    },
    find: () =>
      [...othersAt].flatMap(([id, others]) => amend([firstByIdAt.get(id) ?? 0, ...others].map(entryAt))),
  }
}

function amend(entries: Entry[]): MappingAmendment[] {
  const opponents = findOpponents(entries)
  const firstLines = new Map<string, number>()
  const amendments: MappingAmendment[] = []
  for (const entry of entries) {
    const { ordinal, was, line, mailbox, validFrom, validTo } = entry
    const opponent = opponents.get(ordinal)
    if (opponent !== undefined) {
      amendments.push({ ordinal, was, severity: 'error', otherLine: opponent })
      continue
    }
    const saying = `${mailbox} ${validFrom} ${validTo}`
    const firstLine = firstLines.get(saying)
    if (firstLine === undefined) firstLines.set(saying, line)
    else amendments.push({ ordinal, was, severity: 'repeated', otherLine: firstLine })
  }
  return amendments
}

const startOf = (entry: Entry) => entry.validFrom ?? '0000-01-01'
const endOf = (entry: Entry) => entry.validTo ?? '9999-12-31'

/**
 * By ordinal, the line of a row with another mailbox and a day in common. Rows are passed by first day, remembering the last
 * days of two mailboxes, and then backwards for the other half of each pair: a file may have one id 200,000 times.
 */
function findOpponents(entries: readonly Entry[]): Map<number, number> {
  const opponents = new Map<number, number>()
  const byStart = [...entries].sort((a, b) => compare(startOf(a), startOf(b)) || a.ordinal - b.ordinal)
  const latest = keepBest((a, b) => endOf(a) > endOf(b))
  for (const entry of byStart) {
    const other = latest.ofAnother(entry.mailbox)
    if (other && endOf(other) >= startOf(entry)) opponents.set(entry.ordinal, other.line)
    latest.add(entry)
  }
  const byEnd = [...entries].sort((a, b) => compare(endOf(b), endOf(a)) || b.ordinal - a.ordinal)
  const earliest = keepBest((a, b) => startOf(a) < startOf(b))
  for (const entry of byEnd) {
    const other = earliest.ofAnother(entry.mailbox)
    if (other && startOf(other) <= endOf(entry)) {
      if (!opponents.has(entry.ordinal)) opponents.set(entry.ordinal, other.line)
    }
    earliest.add(entry)
  }
  return opponents
}

/** The best entry, and the best one with another mailbox than that. */
function keepBest(isBetter: (a: Entry, b: Entry) => boolean) {
  let best: Entry | undefined
  let second: Entry | undefined
  return {
    add(entry: Entry) {
      if (!best || entry.mailbox === best.mailbox) {
        if (!best || isBetter(entry, best)) best = entry
      } else if (isBetter(entry, best)) {
        second = best
        best = entry
      } else if (!second || isBetter(entry, second)) second = entry
    },
    ofAnother: (mailbox: string) => (best?.mailbox === mailbox ? second : best),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
