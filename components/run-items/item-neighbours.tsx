import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import { itemAddress } from './item-address.ts'
import styles from './run-items.module.css'

/** The items before and behind this one in the list that it was opened from. */
export function ItemNeighbours(props: {
  previous: string | null
  next: string | null
  base: string
  query: Parameters<typeof itemAddress>[2]
}) {
  const t = useTranslations('items')
  const { previous, next, base, query } = props
  if (!previous && !next) return null
  return (
    <nav className={styles.neighbours} aria-label={t('neighbours')}>
      {previous && <Link href={itemAddress(base, previous, query)}>{t('previousItem')}</Link>}
      {next && <Link href={itemAddress(base, next, query)}>{t('nextItem')}</Link>}
    </nav>
  )
}
