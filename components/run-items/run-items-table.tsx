import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import type { ItemOutcome } from '#lib/domain/item-outcome.ts'
import { itemAddress } from './item-address.ts'
import { ItemOutcomeLabel } from './item-outcome-label.tsx'
import styles from './run-items.module.css'
import { RunItemsPaging } from './run-items-paging.tsx'
import { useItemKind } from './use-item-kind.ts'

export type RunItemsRow = {
  itemId: string
  place: { mailboxId: bigint }
  kind: string | null
  subject: string
  sentAt: Date | null
  from: string | null
  to: string | null
  toCount: number
  mailbox: string | null
  outcome: ItemOutcome
  reason: string | null
}

export type RunItemsPage = {
  rows: RunItemsRow[]
  previous: string | null | undefined
  next: string | null | undefined
  entries: number
  before: number
  /** The search has looked through a part of the run, and can go on. */
  isStopped: boolean
}

type Query = { search?: string | undefined; outcome?: string | undefined; kind?: string | undefined }

/** What a run read and took, a row for each mailbox that an item went to, and one for what went to none. */
export function RunItemsTable(props: { page: RunItemsPage; query: Query; base: string; timeZone: string }) {
  const t = useTranslations('items')
  const tRun = useTranslations('run')
  const { page, query, base } = props
  const isChosen = Boolean(query.search || query.outcome || query.kind)
  return (
    <>
      {page.rows.length === 0 && !page.isStopped && (
        <p className={cards.empty}>{t(isChosen ? 'noneFound' : 'none')}</p>
      )}
      {page.rows.length > 0 && (
        <table className={cards.table}>
          <thead>
            <tr>
              <th scope="col">{tRun('sent')}</th>
              <th scope="col">{t('kind')}</th>
              <th scope="col">{t('conversation')}</th>
              <th scope="col">{tRun('subject')}</th>
              <th scope="col">{tRun('mailbox')}</th>
              <th scope="col">{tRun('outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <Row key={`${row.itemId}.${row.place.mailboxId}`} {...props} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <RunItemsPaging page={page} query={query} base={base} />
    </>
  )
}

function Row(props: { row: RunItemsRow; query: Query; base: string; timeZone: string }) {
  const { row } = props
  const t = useTranslations('items')
  const tRun = useTranslations('run')
  const kind = useItemKind()
  return (
    <tr>
      <td data-label={tRun('sent')} className={styles.oneLine}>
        {row.sentAt ? <When at={row.sentAt} timeZone={props.timeZone} zoned={false} /> : '–'}
      </td>
      <td data-label={t('kind')} className={styles.oneLine}>
        {kind(row.kind)}
      </td>
      <td data-label={t('conversation')}>
        <bdi>
          {row.from === null && row.to === null
            ? '–'
            : t('between', { from: row.from ?? '?', to: row.to ?? '?', count: row.toCount })}
        </bdi>
      </td>
      <td data-label={tRun('subject')}>
        {/* The text is what was sent: its direction is its own. */}
        <Link href={itemAddress(props.base, row.itemId, props.query)}>
          <bdi>{row.subject || tRun('noSubject')}</bdi>
        </Link>
      </td>
      <td data-label={tRun('mailbox')}>{row.mailbox ?? '–'}</td>
      <td data-label={tRun('outcome')}>
        <ItemOutcomeLabel outcome={row.outcome} reason={row.reason} />
      </td>
    </tr>
  )
}
