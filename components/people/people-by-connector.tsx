import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'

/** How many people each connector archives; each leads to its own. */
export function PeopleByConnector(props: {
  connectors: { id: string; name: string; people: number; silent: number; withoutMailbox: number }[]
}) {
  const t = useTranslations('people')
  const format = useFormatter()
  const { connectors } = props
  if (connectors.length === 0)
    return (
      <section className={cards.card}>
        <p>{t('nobodyYet')}</p>
      </section>
    )
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <table className={cards.table}>
        <caption className="visually-hidden">{t('archivedBy')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('connector')}</th>
            <th scope="col" className={cards.number}>
              {t('tiles.people')}
            </th>
            <th scope="col" className={cards.number}>
              {t('tiles.silent')}
            </th>
            <th scope="col" className={cards.number}>
              {t('tiles.withoutMailbox')}
            </th>
          </tr>
        </thead>
        <tbody>
          {connectors.map(({ id, name, people, silent, withoutMailbox }) => (
            <tr key={id}>
              <td data-label={t('connector')}>
                <Link href={`/data-connectors/connectors/${id}/people` as Route}>{name}</Link>
              </td>
              <td data-label={t('tiles.people')} className={cards.number}>
                {format.number(people)}
              </td>
              <td data-label={t('tiles.silent')} className={cards.number}>
                {format.number(silent)}
              </td>
              <td data-label={t('tiles.withoutMailbox')} className={cards.number}>
                {format.number(withoutMailbox)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
