import type { SentUse } from '#lib/sync/ports/mailbox-writer.ts'
import { createGraphClient, type GraphClient, type GraphClientOptions } from './graph-client.ts'
import { GraphDispatcher } from './graph-dispatcher.ts'
import { MailboxGates, type MailboxLimits } from './mailbox-gates.ts'
import { createUploadClient, type UploadClient } from './upload-client.ts'

export type Graph = {
  graph: GraphClient
  uploads: UploadClient
  /** What was sent to each mailbox, to be told to other processes and to be heard from them. */
  use: {
    resume(mailboxObjectId: string, use: SentUse[]): void
    take(mailboxObjectId: string): SentUse[]
  }
}

/** Microsoft Graph for one process: whatever uses it shares each mailbox's places, budgets and pauses. */
export function openGraph(
  options: GraphClientOptions & {
    isBatching: boolean
    /** Any clock that never goes back. */
    nowMs: () => number
    mailboxLimits?: MailboxLimits
  },
): Graph {
  const { isBatching, nowMs } = options
  const gates = new MailboxGates(options.mailboxLimits)
  const dispatcher = new GraphDispatcher(createGraphClient(options), { gates, isBatching, nowMs })
  const uploads = createUploadClient(options)
  return {
    graph: dispatcher,
    use: {
      resume: (mailbox, use) => gates.resumeUse(mailbox.toLowerCase(), use, nowMs()),
      take: (mailbox) => gates.takeUse(mailbox.toLowerCase(), nowMs()),
    },
    uploads: {
      put: (mailbox, url, piece, firstByte, sizeBytes) =>
        dispatcher.run(mailbox, piece.length, () => uploads.put(mailbox, url, piece, firstByte, sizeBytes)),
      progress: (mailbox, url) => dispatcher.run(mailbox, 0, () => uploads.progress(mailbox, url)),
    },
  }
}
