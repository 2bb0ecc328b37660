import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import type { ArchivedPerson } from '#lib/domain/archived-person.ts'
import styles from './people.module.css'
import { personName, shownId } from './shown-id.ts'

/** Where a person's newest message went, and what named that mailbox; or why there was none, and the way to change it. */
export function MappedTo(props: { connectorId: string; person: ArchivedPerson; canAdd: boolean }) {
  const t = useTranslations('people')
  const tWhy = useTranslations('run.people')
  const { mailbox, mapping, reason, owner } = props.person
  if (mailbox)
    return (
      <span>
        <span className={styles.line}>{t(`mappings.${mapping}`)}</span>
        <span className={styles.second}>{mailbox.address}</span>
      </span>
    )
  if (mapping === 'unknown')
    return (
      <span>
        <span className={styles.line}>{t('mappings.unknown')}</span>
        <span className={styles.second}>{t('unknownWhy')}</span>
      </span>
    )
  const why = reason as Parameters<typeof tWhy>[0] | null
  const address =
    `/data-connectors/connectors/${props.connectorId}/mapping?${new URLSearchParams({ add: shownId(owner) })}` as Route
  return (
    <span>
      <span className={styles.line}>{t('mappings.none')}</span>
      {why && <span className={styles.second}>{tWhy(tWhy.has(why) ? why : 'other')}</span>}
      {props.canAdd && (
        <Link
          href={address}
          className={styles.second}
          aria-label={t('addRowOf', { name: personName(props.person) })}
        >
          {t('addRow')}
        </Link>
      )}
    </span>
  )
}
