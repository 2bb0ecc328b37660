import { mappingCandidates } from '#lib/domain/mapping-candidates.ts'
import type { ClaimedRun, OpenPerson, Resolution, RunLedger } from './ledger-port.ts'
import type { Directory, DirectoryAnswer, DirectoryUser } from './ports.ts'

export type ResolvePorts = { runs: RunLedger; directory: Directory }

/** Directory requests under way at once. Entra counts per app and tenant: 3,500 units in 10 s for a small one. */
const PARALLEL_LOOKUPS = 8
/** Rows a statement. */
const BATCH_PEOPLE = 1_000

type Found = { rule: 'custom' | 'automatic'; user: DirectoryUser } | { rule: null; reason: string }

/**
 * Finds the mailbox of every participant: custom mapping first, the e-mail address property second.
 *
 * The second choice is asked only after a definite "not found". An outage or a refusal of Microsoft 365 is thrown by
 * the directory and stops here: nobody is sent to a second choice, or to nobody, by an outage.
 */
export async function resolveParticipants(ports: ResolvePorts, run: ClaimedRun): Promise<void> {
  const mapping = await ports.runs.customMapping(run)
  const people = await ports.runs.openPeople(run)
  const lookUp = rememberAnswers(ports.directory)
  for (let start = 0; start < people.length; start += BATCH_PEOPLE) {
    const batch = people.slice(start, start + BATCH_PEOPLE)
    const found = await mapInParallel(batch, PARALLEL_LOOKUPS, (person) =>
      resolve(lookUp, mappingCandidates(person, mapping, { automatic: run.connector.automaticMapping })),
    )
    const users = found.flatMap((one) => (one.rule === null ? [] : [one.user]))
    const mailboxIds = await ports.runs.saveMailboxes(run, distinctUsers(users))
    await ports.runs.saveResolutions(
      run,
      batch.map((person, index) => toResolution(person, found[index], mailboxIds)),
    )
  }
}

async function resolve(
  lookUp: (address: string) => Promise<DirectoryAnswer>,
  candidates: ReturnType<typeof mappingCandidates>,
): Promise<Found> {
  let reason = 'not-mapped'
  for (const candidate of candidates) {
    const answer = await lookUp(candidate.mailbox)
    if (answer.found) return { rule: candidate.rule, user: answer.user }
    if (answer.reason === 'mailbox-refused') return { rule: null, reason: answer.reason }
    // The first reason is the one to act on: it is about the mailbox that the admin named.
    if (reason === 'not-mapped') reason = answer.reason
  }
  return { rule: null, reason }
}

function toResolution(
  person: OpenPerson,
  found: Found | undefined,
  mailboxIds: Map<string, bigint>,
): Resolution {
  if (!found || found.rule === null) return { ...person, rule: null, reason: found?.reason ?? 'not-mapped' }
  const mailboxId = mailboxIds.get(found.user.objectId)
  if (mailboxId === undefined)
    throw new Error(`No mailbox row for the directory object ${found.user.objectId}.`)
  return { ...person, rule: found.rule, mailboxId }
}

/** Answers hold for the run: a person on ten thousand items is asked for once, also when asked for twice at once. */
function rememberAnswers(directory: Directory): (address: string) => Promise<DirectoryAnswer> {
  const answers = new Map<string, Promise<DirectoryAnswer>>()
  return (address) => {
    const known = answers.get(address)
    if (known) return known
    const asked = directory.findUser(address)
    answers.set(address, asked)
    return asked
  }
}

function distinctUsers(users: DirectoryUser[]): DirectoryUser[] {
  return [...new Map(users.map((user) => [user.objectId, user])).values()]
}

async function mapInParallel<T, R>(values: T[], limit: number, work: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(values.length)
  let next = 0
  async function takeNext(): Promise<void> {
    while (next < values.length) {
      const index = next++
      results[index] = await work(values[index] as T)
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, values.length) }, takeNext))
  return results
}
