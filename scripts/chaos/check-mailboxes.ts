import { z } from 'zod'
import type { MessageTruth } from '#sandbox/generator/day-truth.ts'
import type { World } from './open-world.ts'
import type { Site } from './read-site.ts'

export type MailboxFindings = {
  lost: string[]
  doubled: string[]
  misplaced: string[]
  changed: string[]
  messages: number
}

const mailboxes = z.array(
  z.object({
    user: z.object({ userPrincipalName: z.string() }),
    folders: z.array(
      z.object({
        path: z.string(),
        messages: z.array(
          z.looseObject({
            subject: z.string(),
            sentAt: z.string(),
            singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string() })),
            internetMessageId: z.string(),
            attachments: z.array(z.object({ name: z.string(), sizeBytes: z.number(), sha256: z.string() })),
          }),
        ),
      }),
    ),
  }),
)

type Message = z.infer<typeof mailboxes>[number]['folders'][number]['messages'][number]

/**
 * Compares what lies in the mailboxes with what is true of the site's messages. It knows neither ledger nor keys: a
 * message is told by its Message-ID, what it must be comes from the generator.
 */
export async function checkMailboxes({ installation }: World, site: Site): Promise<MailboxFindings> {
  const findings: MailboxFindings = { lost: [], doubled: [], misplaced: [], changed: [], messages: 0 }
  const expected = expectedDeliveries(site)
  const seen = new Map<string, number>()
  for (const { user, folders } of mailboxes.parse(await installation.control('GET', '/mailboxes'))) {
    const mailbox = user.userPrincipalName.toLowerCase()
    for (const { path, messages } of folders) {
      for (const message of messages) {
        findings.messages += 1
        const about = `${message.internetMessageId} in ${mailbox}/${path}`
        const truth = site.byMessageId.get(message.internetMessageId)
        const key = truth ? keyOf(truth, mailbox) : null
        if (!truth || !key || !expected.has(key) || path !== FOLDER) {
          findings.misplaced.push(about)
          continue
        }
        const count = (seen.get(key) ?? 0) + 1
        seen.set(key, count)
        if (count > 1) findings.doubled.push(`${about}, ${truth.kind} ${truth.siblingGroup}`)
        const change = changeOf(message, truth)
        if (change) findings.changed.push(`${about}: ${change}`)
      }
    }
  }
  for (const [key, truth] of expected)
    if (!seen.has(key))
      findings.lost.push(`${truth.archiveMessageId} (${truth.kind}) for ${key.split(' ')[1]}`)
  return findings
}

/** Captures of one message are one delivery for each mailbox; system events are none. */
function expectedDeliveries({ packages }: Site): Map<string, MessageTruth> {
  const expected = new Map<string, MessageTruth>()
  for (const { truth } of packages.flatMap(({ entries }) => entries))
    for (const mailbox of truth.outcome.withMapping) expected.set(keyOf(truth, mailbox), truth)
  return expected
}

/**
 * A recall and an edit name their original by the id that it has in one person's archive, so the copies of several people
 * differ in their text: they are not the same content, and each is delivered.
 */
function keyOf(truth: MessageTruth, mailbox: string): string {
  return `${truth.link ? truth.archiveMessageId : truth.siblingGroup} ${mailbox.toLowerCase()}`
}

/** Where a person looks for what was archived of them. */
const FOLDER = 'WeChat Archiver'

/** What a worker that has lost an answer looks for. */
const KEY_PROPERTY = / Name ArchiveDeliveryKey$/

function changeOf(message: Message, truth: MessageTruth): string | null {
  if (!message.singleValueExtendedProperties.some(({ id, value }) => KEY_PROPERTY.test(id) && value !== ''))
    return 'no key, so nobody who lost the answer can find it again'
  if (Date.parse(message.sentAt) !== Date.parse(truth.sentAt)) return `sent at ${message.sentAt}`
  if (message.subject !== truth.subject) return `subject ${JSON.stringify(message.subject)}`
  const wanted = truth.attachments.map(({ fileName, sha256 }) => `${sha256} ${fileName}`).sort()
  const there = message.attachments.map(({ name, sha256 }) => `${sha256} ${name}`).sort()
  if (JSON.stringify(wanted) === JSON.stringify(there)) return null
  return `attachments ${JSON.stringify(there)} instead of ${JSON.stringify(wanted)}`
}
