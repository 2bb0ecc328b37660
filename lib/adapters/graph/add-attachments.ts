import { z } from 'zod'
import type { ArchivedAttachment } from '#lib/domain/archived-message.ts'
import { sizeOfContent } from '#lib/domain/attachment-content.ts'
import type { CompleteOutcome, MailboxMessage } from '#lib/sync/ports/mailbox-writer.ts'
import { loadFileAttachmentJson, UPLOAD_FROM_BYTES } from './file-attachment-json.ts'
import { GraphRequestError } from './graph-errors.ts'
import { obstacleOf, refusalOf } from './mailbox-outcome.ts'
import { attachmentsPath } from './mailbox-paths.ts'
import { MAX_ATTACHMENTS } from './message-json.ts'
import { missingAttachments, type StoredAttachment } from './missing-attachments.ts'
import { withQuery } from './odata.ts'
import { type UploadPorts, type UploadTarget, uploadAttachment } from './upload-attachment.ts'

/** Sessions that may end without a word over one attachment. */
const MOST_SESSIONS = 3

type Refusal = { file: ArchivedAttachment; code: string; detail: string }

/** Sends the attachments that a message lacks. What Exchange refuses for good is left out, and the others still go. */
export async function addMissingAttachments(
  ports: UploadPorts,
  mailboxObjectId: string,
  messageId: string,
  { attachments }: MailboxMessage['message'],
): Promise<CompleteOutcome> {
  if (attachments.length === 0) return { outcome: 'complete', messageId }
  const wanted = attachments.slice(0, MAX_ATTACHMENTS)
  const target = { mailboxObjectId, attachmentsPath: attachmentsPath(mailboxObjectId, messageId) }
  const refusals: Refusal[] = []
  try {
    const missing = missingAttachments(wanted, await listAttachments(ports, target))
    for (const file of missing) {
      const refusal = await addOne(ports, target, file, wanted)
      if (refusal) refusals.push(refusal)
    }
  } catch (error) {
    const obstacle = obstacleOf(error)
    if (obstacle) return obstacle
    if (!(error instanceof GraphRequestError)) throw error
    const code = error.code === 'graph_not_found' ? 'removed-before-complete' : refusalOf(error).code
    return { outcome: 'partial', messageId, code, detail: error.message }
  }
  return endOf(messageId, attachments.length, refusals)
}

function endOf(messageId: string, attachments: number, refusals: Refusal[]): CompleteOutcome {
  const [first] = refusals
  if (first) {
    const names = refusals.map(({ file }) => `${file.fileName} (${sizeOfContent(file.content)} bytes)`)
    const detail = `Not attached: ${names.join(', ')}. ${first.detail}`
    return { outcome: 'partial', messageId, code: first.code, detail }
  }
  if (attachments <= MAX_ATTACHMENTS) return { outcome: 'complete', messageId }
  const detail = `The message has ${attachments} attachments; Exchange Online takes ${MAX_ATTACHMENTS}.`
  return { outcome: 'partial', messageId, code: 'too-many-attachments', detail }
}

/** @returns why Exchange refuses it for good; null when it is there. @throws {GraphRequestError} for anything else. */
async function addOne(
  ports: UploadPorts,
  target: UploadTarget,
  file: ArchivedAttachment,
  wanted: readonly ArchivedAttachment[],
): Promise<Refusal | null> {
  try {
    const isLarge = sizeOfContent(file.content) >= UPLOAD_FROM_BYTES
    if (isLarge) await ports.oneOfFew(() => upload(ports, target, file, wanted))
    else {
      const json = await loadFileAttachmentJson(file)
      await ports.beforeSend()
      await ports.graph.post(target.attachmentsPath, json)
    }
    return null
  } catch (error) {
    if (!(error instanceof GraphRequestError) || error.code !== 'graph_refused') throw error
    return { file, ...refusalOf(error) }
  }
}

async function upload(
  ports: UploadPorts,
  target: UploadTarget,
  file: ArchivedAttachment,
  wanted: readonly ArchivedAttachment[],
): Promise<void> {
  for (let session = 1; session <= MOST_SESSIONS; session += 1) {
    if ((await uploadAttachment(ports, target, file, wanted.indexOf(file))) === 'done') return
    // The answer to its last piece may be what was lost.
    if (!missingAttachments(wanted, await listAttachments(ports, target)).includes(file)) return
  }
  const detail = `${MOST_SESSIONS} upload sessions of one attachment ended before it was there.`
  throw new GraphRequestError({
    code: 'graph_unavailable',
    status: 404,
    graphCode: 'upload-sessions',
    detail,
  })
}

const listSchema = z.object({
  value: z.array(z.object({ name: z.string().nullish(), size: z.number().int().min(0) })),
})

async function listAttachments(ports: UploadPorts, target: UploadTarget): Promise<StoredAttachment[]> {
  const options = { $select: 'id,name,size', $top: String(MAX_ATTACHMENTS) }
  const answer = listSchema.safeParse(await ports.graph.get(withQuery(target.attachmentsPath, options)))
  if (answer.success)
    return answer.data.value.map(({ name, size }) => ({ name: name ?? null, sizeBytes: size }))
  const detail = 'Microsoft Graph listed attachments in a way that could not be read.'
  throw new GraphRequestError({
    code: 'graph_unavailable',
    status: 200,
    graphCode: 'unreadable-answer',
    detail,
  })
}
