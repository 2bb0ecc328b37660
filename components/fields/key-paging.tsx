import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import cards from './card.module.css'

/** For a list that is read on from a key: back to its beginning, and on. Nothing when it is all there. */
export function KeyPaging(props: {
  base: string
  /** What else the address says, such as a filter. */
  query: Record<string, string | undefined>
  isFirst: boolean
  next: string | null
  label: string
}) {
  const t = useTranslations('paging')
  if (props.isFirst && !props.next) return null
  const address = (after?: string) => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...props.query, after })) if (value) query.set(name, value)
    return `${props.base}${query.size > 0 ? `?${query}` : ''}` as Route
  }
  return (
    <nav className={cards.paging} aria-label={props.label}>
      {!props.isFirst && <Link href={address()}>{t('first')}</Link>}
      {props.next && <Link href={address(props.next)}>{t('next')}</Link>}
    </nav>
  )
}
