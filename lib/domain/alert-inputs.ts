import { z } from 'zod'
import { ALERT_KINDS } from './alert-kinds.ts'
import { ALERT_CHANNELS, ALERT_MODES, modesOf } from './alert-rules.ts'
import { LANGUAGES } from './languages.ts'

const MOST_RECIPIENTS = 20
const LEAST_SECRET = 24
/** What a mail server takes (RFC 5321); whether somebody reads it, a test tells. */
const address = z.email().max(254)

/** The addresses of a text, whatever stands between them; null when one is none, or there are too many or too few. */
export function readRecipients(text: string): string[] | null {
  const found = [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))]
  const isFine = found.length > 0 && found.length <= MOST_RECIPIENTS
  return isFine && found.every((one) => address.safeParse(one).success) ? found : null
}

const httpsUrl = z
  .string()
  .trim()
  .max(2_000, 'httpsNeeded')
  .refine((text) => {
    const url = URL.parse(text)
    return url?.protocol === 'https:' && !url.username && !url.password
  }, 'httpsNeeded')

const language = z.enum(LANGUAGES.map(({ tag }) => tag))

export const emailChannelInput = z.object({
  recipients: z
    .string()
    .max(6_000, 'recipientsInvalid')
    .refine((text) => readRecipients(text) !== null, 'recipientsInvalid'),
  language,
})
export const webhookChannelInput = z.object({
  url: httpsUrl,
  secret: z.string().min(LEAST_SECRET, 'secretTooShort').max(500, 'secretTooShort'),
})
export const teamsChannelInput = z.object({ url: httpsUrl, language })
export const alertChannelInput = z.object({ channel: z.enum(ALERT_CHANNELS) })

const id = z.string().regex(/^\d{1,18}$/)
/** Null: all of them. */
export const markAlertsReadInput = z.object({ alertId: id.nullable() })
export const retryAlertsInput = z.object({ deliveryId: z.uuid().nullable() })

const rule = z
  .object({ kind: z.enum(ALERT_KINDS), channel: z.enum(ALERT_CHANNELS), mode: z.enum(ALERT_MODES) })
  .refine(({ channel, mode }) => modesOf(channel).includes(mode), 'other')

export const editAlertRulesInput = z.object({
  connectorId: z.uuid(),
  rules: z.array(rule).max(ALERT_KINDS.length * ALERT_CHANNELS.length),
  was: z.array(rule).max(ALERT_KINDS.length * ALERT_CHANNELS.length),
})

export type EmailChannelInput = z.output<typeof emailChannelInput>
export type WebhookChannelInput = z.output<typeof webhookChannelInput>
export type TeamsChannelInput = z.output<typeof teamsChannelInput>
export type AlertChannelInput = z.output<typeof alertChannelInput>
export type MarkAlertsReadInput = z.output<typeof markAlertsReadInput>
export type RetryAlertsInput = z.output<typeof retryAlertsInput>
export type EditAlertRulesInput = z.output<typeof editAlertRulesInput>
