import { readdir } from 'node:fs/promises'
import { composeEml, type EmlAttachment } from './compose-eml.ts'
import { makePackage } from './make-package.ts'
import { SAMPLE_CONVERSATIONS, type SampleMessage } from './sample-conversations.ts'
import { asCorrespondent } from './sample-people.ts'

const HOUR_MS = 60 * 60 * 1000

/**
 * Puts one believable day into an empty packages folder: every message was sent within the twenty hours before `now`, so
 * that a connector which starts with the last day takes them all.
 * @returns the package's path, or null when the folder had something in it.
 */
export async function writeSampleDay(packagesDir: string, now: Date): Promise<string | null> {
  const existing = await readdir(packagesDir).catch(() => [])
  if (existing.some((name) => !name.startsWith('.'))) return null
  const entries = SAMPLE_CONVERSATIONS.map((message, index) => ({
    name: `${String(index + 1).padStart(6, '0')}_${message.id}.eml`,
    content: composeSample(message, now),
  }))
  return makePackage(packagesDir, entries, now)
}

/**
 * The message as TeleMessage would send it: subject forms, body forms and header names are those that are public of its
 * sibling archivers; WeChat's own, and every header's value, are not public and therefore assumed.
 */
function composeSample(message: SampleMessage, now: Date): Buffer {
  const sentAt = new Date(now.getTime() - message.hoursAgo * HOUR_MS)
  // Whole seconds: a Date field has no others.
  sentAt.setUTCMilliseconds(0)
  const attachments: readonly EmlAttachment[] = message.attachments ?? []
  // Archive ids are never used twice: those of another day's sample differ.
  const day = now.toISOString().replace(/\D/g, '').slice(0, 12)
  const app = message.app ?? 'WeChat'
  return composeEml({
    messageId: `<${message.id}.${day}@archive.telemessage.example>`,
    from: asCorrespondent(message.from),
    to: message.to.map(asCorrespondent),
    sentAt,
    subject: message.subject,
    text: message.text.replace(/\bw[cm]-\d{4}\b/g, (id) => `${id}-${day}`),
    attachments,
    headers: [
      ['X-TELEMESSAGE-ArchiveMessageID', `${message.id}-${day}`],
      ['X-TELEMESSAGE-ArchiveSource', app],
      ['X-TELEMESSAGE-Network', app.toUpperCase()],
      ['X-TELEMESSAGE-MessageType', message.type ?? 'Text'],
      ['X-TELEMESSAGE-ArchiveInitiator', message.capturedFor ?? message.from.number],
      ['X-TELEMESSAGE-Status', 'Delivered'],
      ...(message.group === undefined
        ? []
        : ([
            ['X-TELEMESSAGE-GroupID', message.group.id],
            ['X-TELEMESSAGE-GROUP_NAME', message.group.name],
          ] as const)),
    ],
  })
}
