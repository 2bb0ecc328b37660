import { type AskPorts, openQuestions, type Questions } from './ask-directory.ts'
import type {
  CheckedMailbox,
  MappingCheckLedger,
  MappingCheckRequests,
  UploadKey,
} from './ledger/mapping-check-ledger.ts'
import { mapInParallel } from './map-in-parallel.ts'
import type { Clock } from './ports/clock.ts'
import type { GroupDirectory } from './ports/directory.ts'
import type { Log } from './ports/log.ts'
import { SyncError } from './sync-error.ts'
import { tellGroups } from './tell-groups.ts'
import { toCheckedMailbox } from './to-checked-mailbox.ts'

export type MappingCheckPorts = AskPorts & {
  groups: GroupDirectory
  mappingChecks: MappingCheckLedger
  mappingCheckJobs: MappingCheckRequests
  log: Log
  clock: Clock
}

/** Directory requests under way at once. */
const PARALLEL_SEARCHES = 8
/** Rows between two looks at whether somebody still wants to know. About three seconds of searches. */
const BATCH_ROWS = 200
const MOST_ROUNDS = 3

/**
 * Looks up every mailbox that an uploaded mapping names, so that a person sees who has none before they confirm. Nothing depends
 * on its end: a row that nobody looked up is looked up by the first run that needs it.
 */
export async function checkMappingUpload(ports: MappingCheckPorts, upload: UploadKey): Promise<void> {
  const questions = openQuestions(ports)
  // Read in another way meanwhile, the file is checked from its beginning; the answers so far still hold.
  while (await ports.mappingChecks.begin(upload)) {
    try {
      if (await checkRows(ports, questions, upload)) return await ports.mappingChecks.end(upload, null)
    } catch (error) {
      if (!(error instanceof SyncError)) throw error
      ports.log.warn({ uploadId: upload.uploadId, code: error.code }, 'a mapping was not checked to its end')
      return await ports.mappingChecks.end(upload, error.code)
    }
  }
}

/** @returns false when the rows were read anew under the check. */
async function checkRows(
  { mappingChecks, groups }: MappingCheckPorts,
  questions: Questions,
  upload: UploadKey,
): Promise<boolean> {
  let from = 0
  for (;;) {
    const rows = await mappingChecks.nextRows(upload, from, BATCH_ROWS)
    if (!rows) return true
    const asked = await askAll(questions, rows.mailboxes)
    questions.proveNoOutage()
    const checked = await tellGroups(groups, asked)
    if (!(await mappingChecks.save(upload, rows, checked))) return false
    from = rows.to + 1
  }
}

async function askAll(questions: Questions, mailboxes: string[]): Promise<CheckedMailbox[]> {
  const checked = new Map<string, CheckedMailbox>()
  let open = mailboxes
  for (let round = 1; open.length > 0 && round <= MOST_ROUNDS; round += 1) {
    await mapInParallel(open, PARALLEL_SEARCHES, async (mailbox) =>
      checked.set(mailbox, toCheckedMailbox(mailbox, await questions.ask(mailbox))),
    )
    open = open.filter((mailbox) => checked.get(mailbox)?.status === 'unanswered')
    if (open.length > 0 && !(await questions.waitToAskAgain())) break
  }
  return [...checked.values()]
}

/** Each minute: uploads that nobody confirmed are forgotten, and checks that lost their job are asked for again. */
export async function tendMappingUploads(ports: MappingCheckPorts): Promise<void> {
  await ports.mappingChecks.deleteExpired(ports.clock.now())
  for (const upload of await ports.mappingChecks.checksToContinue())
    await ports.mappingCheckJobs.checkMapping(upload)
}
