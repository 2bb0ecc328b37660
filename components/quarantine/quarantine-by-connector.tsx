import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import styles from './quarantine.module.css'

/** How much waits of each connector; each leads to its own quarantine. */
export function QuarantineByConnector(props: { connectors: { id: string; name: string; count: number }[] }) {
  const t = useTranslations('quarantine')
  const format = useFormatter()
  const { connectors } = props
  if (connectors.length === 0)
    return (
      <section className={`${cards.card} ${styles.empty}`}>
        <h2>{t('empty')}</h2>
        <p>{t('emptyText')}</p>
      </section>
    )
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <table className={cards.table}>
        <caption className="visually-hidden">{t('waitingIn')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('connector')}</th>
            <th scope="col" className={cards.number}>
              {t('waitingItems')}
            </th>
          </tr>
        </thead>
        <tbody>
          {connectors.map(({ id, name, count }) => (
            <tr key={id}>
              <td data-label={t('connector')}>
                <Link href={`/data-connectors/connectors/${id}/quarantine` as Route}>{name}</Link>
              </td>
              <td data-label={t('waitingItems')} className={cards.number}>
                {format.number(count)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
