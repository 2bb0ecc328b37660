import pg from 'pg'
import type { Figure } from '#scripts/bench.ts'
import type { EngineBench } from './figures.ts'
import { addPeople, requireAll, runLoad } from './run-load.ts'

const MAILBOXES = 5
const MESSAGE_BYTES = 2_000

/** How many messages the next run makes again after the ledger was set back to before a run: the mailboxes hold all of them. */
export async function measureRestoredLedger({
  installation,
  quick,
}: EngineBench): Promise<Record<string, Figure>> {
  await addPeople(installation, MAILBOXES)
  // Keys are read back a thousand a page.
  const messagesEach = quick ? 100 : 1_200
  const load = { name: 'restored', mailboxes: MAILBOXES, messagesEach, messageBytes: MESSAGE_BYTES, seed: 79 }
  const first = await runLoad(installation, load)
  requireAll(first, MAILBOXES * messagesEach)
  await setLedgerBack(installation.ownerUrl)
  const { connectorId } = first
  const again = await runLoad(installation, load, { connectorId })
  if (again.imported !== MAILBOXES * messagesEach)
    throw new Error(`Of ${MAILBOXES * messagesEach} messages ${again.imported} were recognized or imported.`)
  return { rerunCreates: again.messagesCreated, rerunGraphRequests: again.graphRequests }
}

/** As restored from a backup of before the first run: connectors are there, and nothing that was ever taken. */
async function setLedgerBack(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(
    `truncate delivery, participant, item_identity, item, staged_package, package_refusal, folder_check, run_check,
              capture_days, mailbox_folder, mailbox_address, mailbox_use, found_message, mailbox, run
     restart identity cascade`,
  )
  await owner.end()
}
