import { z } from 'zod'
import type { KeyedMessage, ListOutcome } from '#lib/sync/ports/mailbox-writer.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError } from './graph-errors.ts'
import { obstacleOf } from './mailbox-outcome.ts'
import { DELIVERY_KEY } from './message-json.ts'
import { quoted, withQuery } from './odata.ts'

const PAGE_SIZE = 1_000
/** Exchange keeps a million messages in a folder. Twice that, for pages that are not full. */
const MOST_PAGES = 2_000

/** Goes through a folder by pages and tells each message's delivery key, as long as `onPage` wants more. */
export async function listKeyedMessages(
  graph: GraphClient,
  messagesPath: string,
  onPage: (messages: KeyedMessage[]) => Promise<boolean>,
  options: { newestFirst?: boolean; pageSize?: number } = {},
): Promise<ListOutcome> {
  let path: string | null = withQuery(messagesPath, {
    $select: 'id',
    $expand: `singleValueExtendedProperties($filter=id eq ${quoted(DELIVERY_KEY)})`,
    // Without it the order is that of `receivedDateTime`, which of an imported message is an old date.
    ...(options.newestFirst && { $orderby: 'createdDateTime desc' }),
    $top: String(options.pageSize ?? PAGE_SIZE),
  })
  let messages = 0
  for (let pages = 0; path !== null; pages += 1) {
    if (pages >= MOST_PAGES) throw new Error(`A folder has more than ${MOST_PAGES} pages.`)
    const answer: PageOrObstacle = await readPage(graph, path)
    if ('outcome' in answer) return answer
    messages += answer.messages.length
    path = (await onPage(answer.messages)) ? answer.next : null
  }
  return { outcome: 'listed', messages }
}

type Page = { messages: KeyedMessage[]; next: string | null }
type PageOrObstacle = Page | Exclude<ListOutcome, { outcome: 'listed' }>

async function readPage(graph: GraphClient, path: string): Promise<PageOrObstacle> {
  let answer: unknown
  try {
    answer = await graph.get(path)
  } catch (error) {
    const obstacle = obstacleOf(error)
    if (obstacle) return obstacle
    if (!(error instanceof GraphRequestError)) throw error
    return { outcome: 'folder-gone', code: error.graphCode, detail: error.message }
  }
  const page = pageSchema.safeParse(answer)
  if (page.success) return page.data
  const detail = 'Microsoft Graph listed messages in a way that could not be read.'
  return { outcome: 'unknown', code: 'unreadable-answer', detail }
}

const pageSchema = z
  .object({
    value: z.array(
      z.object({
        id: z.string().min(1),
        singleValueExtendedProperties: z.array(z.object({ value: z.string() })).optional(),
      }),
    ),
    '@odata.nextLink': z.url().optional(),
  })
  .transform(
    (page): Page => ({
      messages: page.value.map((message) => ({
        messageId: message.id,
        // Only the one property is asked for.
        deliveryKey: message.singleValueExtendedProperties?.[0]?.value ?? null,
      })),
      next: page['@odata.nextLink'] === undefined ? null : pathOf(page['@odata.nextLink']),
    }),
  )

/** The link is absolute; the client adds host and version itself, so that no answer can send a token elsewhere. */
function pathOf(nextLink: string): string {
  const { pathname, search } = new URL(nextLink)
  return pathname.replace(/^\/v1\.0/, '') + search
}
