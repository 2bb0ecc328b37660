import { type MappingCandidate, mappingCandidates } from '#lib/domain/mapping-candidates.ts'
import { type AskPorts, openQuestions, type Questions } from './ask-directory.ts'
import { askMappedMailbox, type MappedAnswer } from './ask-mapped-mailbox.ts'
import { designateMailbox } from './designate-mailbox.ts'
import { followMovedUsers } from './follow-moved-users.ts'
import type { ClaimedRun, MappedMailbox, OpenPerson, Resolution, RunLedger } from './ledger/run-ledger.ts'
import { mapInParallel } from './map-in-parallel.ts'
import type { Directory, DirectoryUser } from './ports/directory.ts'
import type { Log } from './ports/log.ts'

export type ResolvePorts = Omit<AskPorts, 'directory'> & { directory: Directory; runs: RunLedger; log: Log }

/** Directory requests under way at once. Entra counts per app and tenant: 3,500 units in 10 s for a small one. */
const PARALLEL_LOOKUPS = 8
/** Rows a statement. */
const BATCH_PEOPLE = 1_000

/** A search that fails four times is left for the next run: nobody is held up by one address. */
const MOST_ROUNDS = 4

type Found = ({ rule: 'custom' | 'automatic'; user: DirectoryUser } | { rule: null; reason: string }) & {
  /** What was learned of the mailbox that the custom mapping names for them. */
  mapped: MappedMailbox | null
}

/** Nobody knows yet. */
type Unanswered = { rule: 'unanswered' }

/**
 * Finds the mailbox of every participant: custom mapping first, the e-mail address property second.
 *
 * The second choice is asked only after a definite "not found". Whoever could not be asked for has no resolution
 * afterwards, while the others go on; an outage, or a refusal of Microsoft 365 that is about the app, is thrown and stops here. Nobody is sent to a second
 * choice, or to nobody, by an answer that was not given.
 */
export async function resolveParticipants(ports: ResolvePorts, run: ClaimedRun): Promise<void> {
  const mapping = await ports.runs.customMapping(run)
  const people = await ports.runs.openPeople(run)
  const formerAddresses = new Map<string, string>()
  const directory = followMovedUsers(ports.directory, formerAddresses)
  const questions = openQuestions({ ...ports, directory })
  const candidatesOf = (person: OpenPerson) =>
    mappingCandidates(person, mapping, {
      automatic: run.connector.automaticMapping,
      precedence: run.connector.mappingPrecedence,
      sentOn: person.day?.sentOn ?? null,
    })
  let unanswered = 0
  for (let start = 0; start < people.length; start += BATCH_PEOPLE) {
    const batch = people.slice(start, start + BATCH_PEOPLE)
    const addresses = new Set(batch.flatMap((person) => candidatesOf(person).map((one) => one.mailbox)))
    for (const [address, objectId] of await ports.runs.formerAddresses(run, [...addresses]))
      formerAddresses.set(address, objectId)
    const found = await resolveAll(questions, batch, candidatesOf)
    const users = [...found.values()].flatMap((one) => (one.rule === null ? [] : [one.user]))
    const mailboxIds = await ports.runs.saveMailboxes(run, distinctUsers(users))
    await ports.runs.saveResolutions(
      run,
      [...found].map(([person, one]) => toResolution(person, one, mailboxIds)),
    )
    const mapped = [...found.values()].flatMap((one) => one.mapped ?? [])
    if (mapped.length > 0)
      await ports.runs.noteMappedMailboxes(run, [
        ...new Map(mapped.map((one) => [one.mailbox, one])).values(),
      ])
    questions.proveNoOutage()
    unanswered += batch.length - found.size
  }
  await designateMailbox(ports, questions, run)
  if (unanswered > 0)
    ports.log.warn({ runId: run.runId, people: unanswered }, 'the directory did not answer for everybody')
}

/** Those of whom something is known; the others went unanswered as often as this run asks. */
async function resolveAll(
  questions: Questions,
  people: OpenPerson[],
  candidatesOf: (person: OpenPerson) => ReturnType<typeof mappingCandidates>,
): Promise<Map<OpenPerson, Found>> {
  const known = new Map<OpenPerson, Found>()
  let open = people
  for (let round = 1; open.length > 0; round += 1) {
    const found = await mapInParallel(open, PARALLEL_LOOKUPS, (person) =>
      resolve(questions, candidatesOf(person)),
    )
    open.forEach((person, index) => {
      const one = found[index]
      if (one && one.rule !== 'unanswered') known.set(person, one)
    })
    open = open.filter((person) => !known.has(person))
    if (open.length > 0 && (round === MOST_ROUNDS || !(await questions.waitToAskAgain()))) break
  }
  return known
}

async function resolve(questions: Questions, candidates: MappingCandidate[]): Promise<Found | Unanswered> {
  let reason = 'not-mapped'
  let mapped: MappedMailbox | null = null
  for (const candidate of candidates) {
    const answer: MappedAnswer =
      candidate.rule === 'custom'
        ? await askMappedMailbox(questions, candidate)
        : { ...(await questions.ask(candidate.mailbox)), mapped }
    if (answer.found === 'unanswered') return { rule: 'unanswered' }
    mapped = answer.mapped
    if (answer.found) return { rule: candidate.rule, user: answer.user, mapped }
    if (answer.reason === 'mailbox-refused') return { rule: null, reason: answer.reason, mapped }
    // The first reason is the one to act on: it is about the mailbox that the admin named.
    if (reason === 'not-mapped') reason = answer.reason
  }
  return { rule: null, reason, mapped }
}

function toResolution(person: OpenPerson, found: Found, mailboxIds: Map<string, bigint>): Resolution {
  if (found.rule === null) return { ...person, rule: null, reason: found.reason }
  const mailboxId = mailboxIds.get(found.user.objectId)
  if (mailboxId === undefined)
    throw new Error(`No mailbox row for the directory object ${found.user.objectId}.`)
  return { ...person, rule: found.rule, mailboxId }
}

function distinctUsers(users: DirectoryUser[]): DirectoryUser[] {
  return [...new Map(users.map((user) => [user.objectId, user])).values()]
}
