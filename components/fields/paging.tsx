import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import cards from './card.module.css'

/** Links to the page before and the one after; nothing when there is one page only. */
export function Paging(props: { base: string; page: number; pageCount: number; label: string }) {
  const t = useTranslations('paging')
  const { base, page, pageCount } = props
  if (pageCount <= 1) return null
  return (
    <nav className={cards.paging} aria-label={props.label}>
      {page > 1 && <Link href={`${base}?page=${page - 1}` as Route}>{t('previous')}</Link>}
      <span>{t('page', { page, pageCount })}</span>
      {page < pageCount && <Link href={`${base}?page=${page + 1}` as Route}>{t('next')}</Link>}
    </nav>
  )
}
