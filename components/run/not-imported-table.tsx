import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { KeyPaging } from '#components/fields/key-paging.tsx'
import { When } from '#components/fields/when.tsx'
import { NotImportedFilter } from './not-imported-filter.tsx'
import { type PersonWithoutMailbox, ReasonText } from './reason-text.tsx'
import styles from './run.module.css'
import type { RunCause } from './run-causes.tsx'

export type NotImportedRow = {
  key: string
  subject: string
  sentAt: Date | null
  archiveMessageId: string
  packageName: string
  entryName: string
  outcome: string
  reason: string
  detail: string | null
  mailbox: string | null
  people: PersonWithoutMailbox[]
}

/** What did not get into a mailbox, and why; a page at a time. */
export function NotImportedTable(props: {
  rows: NotImportedRow[]
  causes: RunCause[]
  query: { cause: string | undefined; search: string | undefined; after: string | undefined }
  next: string | null
  base: string
  timeZone: string
}) {
  const t = useTranslations('run')
  const { query, causes } = props
  const total = causes.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={styles.tableHead}>
        <h2>{t('notImportedTitle')}</h2>
        <span className={cards.quiet}>{t('notImportedCount', { count: total })}</span>
      </div>
      {total > 0 && (
        <NotImportedFilter base={props.base} causes={causes} cause={query.cause} search={query.search} />
      )}
      {total > 0 && props.rows.length === 0 && <p className={cards.empty}>{t('noneFound')}</p>}
      {props.rows.length > 0 && (
        <table className={cards.table}>
          <thead>
            <tr>
              <th scope="col">{t('subject')}</th>
              <th scope="col">{t('sent')}</th>
              <th scope="col">{t('mailbox')}</th>
              <th scope="col">{t('outcome')}</th>
              <th scope="col">{t('why')}</th>
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <Row key={row.key} row={row} timeZone={props.timeZone} />
            ))}
          </tbody>
        </table>
      )}
      <KeyPaging
        base={props.base}
        query={{ cause: query.cause, search: query.search }}
        isFirst={!query.after}
        next={props.next}
        label={t('pages')}
      />
    </section>
  )
}

function Row({ row, timeZone }: { row: NotImportedRow; timeZone: string }) {
  const t = useTranslations('run')
  const outcome = `outcomes.${row.outcome}` as Parameters<typeof t>[0]
  return (
    <tr>
      <td data-label={t('subject')}>
        <span>
          {/* The text is what was sent: its direction is its own. */}
          <bdi>{row.subject || t('noSubject')}</bdi>
          <br />
          {row.archiveMessageId && (
            <>
              <span className={cards.mono}>{row.archiveMessageId}</span>
              <br />
            </>
          )}
          <span className={cards.quiet}>
            {t('entryOf', { entry: row.entryName, package: row.packageName })}
          </span>
        </span>
      </td>
      <td data-label={t('sent')}>{row.sentAt ? <When at={row.sentAt} timeZone={timeZone} /> : '–'}</td>
      <td data-label={t('mailbox')}>{row.mailbox ?? '–'}</td>
      <td data-label={t('outcome')}>{t.has(outcome) ? t(outcome) : t('outcomes.other')}</td>
      <td data-label={t('why')}>
        <div>
          <ReasonText of="reasons" reason={row.reason} detail={row.detail} people={row.people} />
        </div>
      </td>
    </tr>
  )
}
