import type { Questions } from './ask-directory.ts'
import type { ClaimedRun, RunLedger } from './ledger/run-ledger.ts'
import type { Log } from './ports/log.ts'

type DesignatePorts = { runs: Pick<RunLedger, 'saveMailboxes' | 'designateMailbox'>; log: Log }

/** As often as a person whose answer is missing. */
const MOST_ROUNDS = 4

/**
 * Sends what would wait only because its person's mailbox is inactive to the mailbox that the connector names, if it names
 * one. That mailbox is asked for again in each run, by its user's id: while it has gone itself, or nobody knows, everything waits.
 */
export async function designateMailbox(
  ports: DesignatePorts,
  questions: Pick<Questions, 'askById' | 'waitToAskAgain'>,
  run: ClaimedRun,
): Promise<void> {
  const { designatedObjectId } = run.connector
  if (designatedObjectId === null) return
  let answer = await questions.askById(designatedObjectId)
  for (let round = 1; answer.found === 'unanswered' && round < MOST_ROUNDS; round += 1) {
    if (!(await questions.waitToAskAgain())) break
    answer = await questions.askById(designatedObjectId)
  }
  if (answer.found !== true) {
    const reason = answer.found === 'unanswered' ? answer.code : answer.reason
    ports.log.warn({ runId: run.runId, reason }, 'the designated mailbox cannot be used')
    return
  }
  const mailboxIds = await ports.runs.saveMailboxes(run, [answer.user])
  const mailboxId = mailboxIds.get(answer.user.objectId)
  if (mailboxId === undefined)
    throw new Error(`No mailbox row for the directory object ${answer.user.objectId}.`)
  await ports.runs.designateMailbox(run, mailboxId)
}
