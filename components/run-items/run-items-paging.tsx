import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { writeRunItemQuery } from '#lib/domain/run-item-query.ts'
import styles from './run-items.module.css'
import type { RunItemsPage } from './run-items-table.tsx'

/** Back and on, by key; and of a search how far it has come. */
export function RunItemsPaging(props: {
  page: Omit<RunItemsPage, 'rows'>
  query: { search?: string | undefined; outcome?: string | undefined; kind?: string | undefined }
  base: string
}) {
  const t = useTranslations('items')
  const tPaging = useTranslations('paging')
  const { previous, next, entries, before, isStopped } = props.page
  const address = (place: { after?: string; before?: string }) =>
    `${props.base}/items${writeRunItemQuery({ ...props.query, ...place })}` as Route
  return (
    <>
      {isStopped && (
        <p className={styles.stopped} role="status">
          {t('lookedThrough', { before, entries })}
        </p>
      )}
      {(previous || next) && (
        <nav className={cards.paging} aria-label={t('pages')}>
          {previous && <Link href={address({ before: previous })}>{tPaging('previous')}</Link>}
          {next && <Link href={address({ after: next })}>{isStopped ? t('goOn') : tPaging('next')}</Link>}
        </nav>
      )}
    </>
  )
}
