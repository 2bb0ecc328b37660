import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import cards from './card.module.css'

/** Links to the page before and the one after; nothing when there is one page only. `base` may have a query. */
export function Paging(props: { base: string; page: number; pageCount: number; label: string }) {
  const t = useTranslations('paging')
  const { base, page, pageCount } = props
  if (pageCount <= 1) return null
  const hrefOf = (wanted: number) => `${base}${base.includes('?') ? '&' : '?'}page=${wanted}` as Route
  return (
    <nav className={cards.paging} aria-label={props.label}>
      {page > 1 && <Link href={hrefOf(page - 1)}>{t('previous')}</Link>}
      <span>{t('page', { page, pageCount })}</span>
      {page < pageCount && <Link href={hrefOf(page + 1)}>{t('next')}</Link>}
    </nav>
  )
}
