import type { Language } from '#lib/domain/languages.ts'
import type { AlertMessage, SendOutcome } from '#lib/sync/ports/alert-sender.ts'
import { type AlertText, alertText } from './alert-texts.ts'
import { type AllowedHosts, postToAllowedHost } from './post-to-allowed-host.ts'

/** Teams refuses messages of more than 28 KB; a card with more than that is read by nobody. */
const MOST_IN_CARD = 20

/**
 * An Adaptive Card to the address of a Teams workflow ("Post to a channel when a webhook request is received"), which takes the
 * message form of the retired connectors. Not tried against a real Teams.
 */
export function sendTeams(
  target: { url: string; language: Language },
  message: AlertMessage,
  settings: { appUrl: string; allowed: AllowedHosts },
  signal: AbortSignal,
): Promise<SendOutcome> {
  const body = JSON.stringify(cardMessage(alertText(message, settings.appUrl, target.language)))
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return postToAllowedHost(target.url, body, headers, settings.allowed, signal)
}

function cardMessage(text: AlertText) {
  const shown = text.notices.slice(0, MOST_IN_CARD)
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            { type: 'TextBlock', text: plain(text.subject), weight: 'Bolder', size: 'Medium', wrap: true },
            ...(text.intro ? [{ type: 'TextBlock', text: text.intro, wrap: true }] : []),
            ...shown.flatMap((notice) => [
              ...(shown.length > 1
                ? [
                    {
                      type: 'TextBlock',
                      text: plain(notice.title),
                      weight: 'Bolder',
                      wrap: true,
                      separator: true,
                    },
                  ]
                : []),
              { type: 'TextBlock', text: plain(notice.body), wrap: true },
              { type: 'TextBlock', text: plain(notice.when), isSubtle: true, size: 'Small', wrap: true },
            ]),
          ],
          actions: shown
            .slice(0, 1)
            .map(({ url }) => ({ type: 'Action.OpenUrl', title: text.openLabel, url })),
        },
      },
    ],
  }
}

/** A card reads Markdown: a name with brackets in it must not become a link. */
function plain(text: string): string {
  return text.replace(/([\\[\]()*_`#<>])/g, '\\$1')
}
