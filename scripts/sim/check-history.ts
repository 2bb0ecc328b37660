import { deliveriesBook, itemsBook } from '#lib/domain/run-books.ts'
import { type DeliveryRow, endedBeforeDelivery, isOpen, reportOf } from './ledger-tables.ts'
import type { Person } from './people.ts'
import type { Utterance } from './story.ts'
import type { World } from './world.ts'

export type Findings = {
  lost: number
  doubled: number
  misplaced: number
  unbalanced: number
  /** Jobs that ask for the next one at once, and again, without anything to do. */
  restless: number
  /** Doubles that the product itself has found in its folders. */
  reported: number
  complaints: string[]
}

export const NOTHING_FOUND = {
  lost: 0,
  doubled: 0,
  misplaced: 0,
  unbalanced: 0,
  restless: 0,
  reported: 0,
} as const

/** Compares what was said with what is in the mailboxes, and both with what the ledger claims. */
export function checkHistory(world: World): Findings {
  const findings: Findings = { ...NOTHING_FOUND, complaints: [] }
  for (const { row, utterances } of world.story.connectors) {
    const said = Map.groupBy(utterances, (one) => one.text)
    for (const same of said.values()) checkUtterance(world, findings, same, row.keepSiblingCopies)
  }
  checkItems(world, findings)
  checkRuns(world, findings)
  findings.reported = [...world.tables.runChecks.values()].reduce((sum, one) => sum + one.doubles, 0)
  complain(
    findings,
    'unbalanced',
    findings.doubled > 0 ? 0 : findings.reported,
    `${findings.reported} doubles reported that are none`,
  )
  const busiest = world.queue.busiest()
  complain(
    findings,
    'restless',
    busiest > MOST_JOBS_A_MINUTE ? 1 : 0,
    `${busiest} jobs of one key in a minute`,
  )
  return findings
}

/** A few slices, a few retries: what asks more often goes round in circles. */
const MOST_JOBS_A_MINUTE = 20

type Count = Exclude<keyof Findings, 'complaints'>

function complain(findings: Findings, count: Count, by: number, words: string): void {
  if (by <= 0) return
  findings[count] += by
  findings.complaints.push(words)
}

/** What was said with these words, once or more often, in every mailbox of the world. */
function checkUtterance(world: World, findings: Findings, same: Utterance[], keepsCopies: boolean): void {
  const [one] = same
  if (!one) return
  const wanted = one.kind === 'chat' ? copiesOf(same, keepsCopies) : 0
  const people = [one.from, ...one.to]
  for (const [objectId, mailbox] of world.mailboxes) {
    const there = mailbox.messages.filter((message) => message.content === one.text)
    const ledger = deliveriesOf(world, one, objectId)
    const imported = ledger.filter((delivery) => delivery.state === 'imported').length
    const person = people.find((candidate) => candidate.mailbox?.objectId === objectId)
    const where = `"${one.text}" in ${objectId}`
    if (!person || one.kind !== 'chat') {
      complain(findings, 'misplaced', there.length, `${where} does not belong there`)
      continue
    }
    const failed = ledger.filter(isExcused)
    complain(findings, 'doubled', there.length - wanted, `${where}: ${there.length} of ${wanted}`)
    if (isThereAtTheEnd(world, person)) {
      const missing = wanted - there.length - failed.length
      complain(findings, 'lost', missing, `${where}: ${there.length} of ${wanted}, ${failed.length} failed`)
    }
    complain(
      findings,
      'lost',
      there.filter((m) => m.attached < m.wanted).length - failed.length,
      `${where} lacks its attachment`,
    )
    complain(
      findings,
      'doubled',
      there.filter((m) => m.attached > m.wanted).length,
      `${where} has its attachment twice`,
    )
    // Of a mailbox that is gone nobody can tell any more whether the last request came through.
    const uncertain = mailbox.isGone ? Number.MAX_SAFE_INTEGER : 0
    complain(
      findings,
      'unbalanced',
      imported - there.length,
      `${where}: imported ${imported}, there ${there.length}`,
    )
    complain(
      findings,
      'unbalanced',
      there.length - imported - failed.length - uncertain,
      `${where}: there ${there.length}, imported ${imported}`,
    )
  }
  if (one.kind !== 'chat') return
  for (const person of new Set(people)) {
    if (!person.mailbox || world.mailboxes.has(person.mailbox.objectId) || !isThereAtTheEnd(world, person))
      continue
    const failed = deliveriesOf(world, one, person.mailbox.objectId).filter(isExcused)
    complain(
      findings,
      'lost',
      wanted - failed.length,
      `"${one.text}" never came to ${person.mailbox.objectId}`,
    )
  }
}

/** Captures of one owner are one utterance each; captures without an owner as well. Those of other owners are copies. */
function copiesOf(same: Utterance[], keepsCopies: boolean): number {
  const captures = same.flatMap((one) => one.captures)
  const byOwner = Map.groupBy(captures, (one) => one.owner)
  const counts = [...byOwner].map(([owner, own]) => ({
    owner,
    count: new Set(own.map((one) => one.archiveId)).size,
  }))
  const unowned = counts.find((one) => one.owner === '')?.count ?? 0
  const owned = counts.filter((one) => one.owner !== '').map((one) => one.count)
  return unowned + (keepsCopies ? owned.reduce((sum, count) => sum + count, 0) : Math.max(0, ...owned))
}

function isThereAtTheEnd(world: World, person: Person): boolean {
  return (
    person.mailbox !== null && person.leavesAtMs > world.time.now() && person.comesAtMs < world.time.now()
  )
}

function deliveriesOf(world: World, said: Utterance, objectId: string): DeliveryRow[] {
  const mailbox = world.tables.mailboxes.find((one) => one.objectId === objectId)
  return world.tables.deliveries.filter(
    (one) =>
      one.mailboxId === mailbox?.id &&
      one.item.connectorId === said.text.split(' ')[0] &&
      textOf(world, one) === said.text,
  )
}

/** What the world may have done to a delivery for good. Whatever else fails one is a fault of ours. */
const EXCUSES = [
  'ErrorRefused',
  'mailbox-gone',
  'mailbox-refused',
  'too-many-attempts',
  'attachments-missing',
]

function isExcused({ state, reason }: DeliveryRow): boolean {
  return (state === 'failed' || state === 'partially-imported') && EXCUSES.includes(reason ?? '')
}

/** By way of the package, not of the ledger: the words of the entry that a delivery is of. */
function textOf(world: World, delivery: DeliveryRow): string {
  const { item } = delivery
  const staged = world.tables.packages.find((one) => one.id === item.packageId)
  const bytes = staged && world.blobs.get(staged.blobName)?.messages?.[item.entry.index]
  const text = new TextDecoder().decode(bytes)
  return text.slice(text.indexOf('\n\n') + 2)
}

/** Every message of every whole package of the sites is one item, and each item has one outcome. */
function checkItems(world: World, findings: Findings): void {
  for (const { row, folder } of world.story.connectors) {
    for (const upload of folder) {
      const staged = world.tables.packages.find(
        (one) => one.connectorId === row.id && one.name === upload.name && one.sha256 === upload.file.sha256,
      )
      const isReplaced = folder.some((one) => one.name === upload.name && one.beginsAtMs > upload.beginsAtMs)
      if (!upload.file.messages || (!staged && isReplaced)) continue
      const items = world.tables.items.filter((one) => one.packageId === staged?.id)
      const missing = Math.abs(upload.file.messages.length - items.length)
      complain(
        findings,
        'lost',
        missing,
        `${upload.name}: ${items.length} items of ${upload.file.messages.length}`,
      )
    }
  }
  for (const item of world.tables.items)
    complain(findings, 'unbalanced', item.state === 'recorded' ? 1 : 0, `item ${item.id} has no outcome`)
  for (const delivery of world.tables.deliveries)
    complain(findings, 'unbalanced', isOpen(delivery) ? 1 : 0, `delivery ${delivery.id} is open`)
}

/** Reports say what is so, and go on saying it. */
function checkRuns(world: World, findings: Findings): void {
  const { tables } = world
  let imported = 0
  for (const run of tables.runs.values()) {
    const was = tables.finishedReports.get(run.id)
    complain(
      findings,
      'unbalanced',
      was === reportOf(run) ? 0 : 1,
      `run ${run.id} was ${was}, is ${reportOf(run)}`,
    )
    if (endedBeforeDelivery(run)) {
      const left = tables.items.some((one) => one.driveRunId === run.id || one.runId === run.id)
      complain(findings, 'lost', left ? 1 : 0, `${run.state} run ${run.id} still holds items`)
      continue
    }
    imported += run.counts.imported
    for (const book of [itemsBook(run.counts), deliveriesBook(run.counts)])
      complain(findings, 'unbalanced', book.balanced ? 0 : 1, `run ${run.id}: ${JSON.stringify(run.counts)}`)
  }
  const claimed = tables.deliveries.filter((one) => one.state === 'imported').length
  complain(
    findings,
    'unbalanced',
    Math.abs(imported - claimed),
    `runs say ${imported}, deliveries ${claimed}`,
  )
}
