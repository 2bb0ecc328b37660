import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import styles from './run-items.module.css'

export type ItemPerson = {
  role: 'from' | 'to' | 'cc' | 'bcc'
  displayName: string
  phone: string
  address: string
  opaqueId: string
  resolution: string | null
  reason: string | null
  mailbox: string | null
  mappedBy: { version: number; line: number | null } | null
}

/** Who is named on a message, and by what each came to a mailbox, or why to none. */
export function ItemPeople({ people }: { people: ItemPerson[] }) {
  const t = useTranslations('items')
  const tRun = useTranslations('run')
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={cards.empty}>
        <h2>{t('peopleTitle')}</h2>
        {people.length === 0 && <p>{t('nobody')}</p>}
      </div>
      {people.length > 0 && (
        <table className={cards.table}>
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('role')}</th>
              <th scope="col">{tRun('mailbox')}</th>
              <th scope="col">{t('mappedBy')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person, index) => (
              // The list stands still: it is that of one message.
              // biome-ignore lint/suspicious/noArrayIndexKey: two people of a message may be told apart by nothing else
              <Person key={index} person={person} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Person({ person }: { person: ItemPerson }) {
  const t = useTranslations('items')
  const tRun = useTranslations('run')
  const { displayName, phone, address, opaqueId } = person
  const ids = [phone && `+${phone}`, address, opaqueId].filter(Boolean)
  return (
    <tr>
      <td data-label={t('person')}>
        <span>
          <bdi>{displayName || ids[0] || t('nameless')}</bdi>
          {displayName && ids.length > 0 && <span className={styles.reason}>{ids.join(' · ')}</span>}
        </span>
      </td>
      <td data-label={t('role')} className={styles.oneLine}>
        {t(`roles.${person.role}`)}
      </td>
      <td data-label={tRun('mailbox')}>{person.mailbox ?? '–'}</td>
      <td data-label={t('mappedBy')}>
        <MappedBy person={person} />
      </td>
    </tr>
  )
}

function MappedBy({ person: { resolution, reason, mappedBy } }: { person: ItemPerson }) {
  const t = useTranslations('items.mapped')
  const tWhy = useTranslations('run.people')
  if (resolution === 'custom')
    return mappedBy
      ? t('row', {
          version: mappedBy.version,
          line: mappedBy.line ?? 0,
          hasLine: mappedBy.line ? 'yes' : 'no',
        })
      : t('custom')
  if (resolution === 'automatic') return t('automatic')
  if (resolution === 'designated-mailbox') return t('designated')
  if (resolution === null) return t('open')
  const why = reason as Parameters<typeof tWhy>[0]
  return t('unresolved', { why: reason && tWhy.has(why) ? tWhy(why) : tWhy('other') })
}
