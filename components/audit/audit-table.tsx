import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { KeyPaging } from '#components/fields/key-paging.tsx'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import { AUDIT_ACTIONS, type AuditAction, type AuditOutcome } from '#lib/domain/audit-actions.ts'
import { type AuditFact, auditFacts } from '#lib/domain/audit-detail.ts'
import type { AuditQuery } from '#lib/domain/audit-query.ts'
import styles from './audit.module.css'
import { AuditExport } from './audit-export.tsx'
import { AuditFilter } from './audit-filter.tsx'
import { OutcomeLabel } from './outcome-label.tsx'

export type ShownAuditEvent = {
  id: string
  at: Date
  actorName: string
  action: string
  outcome: AuditOutcome
  targetType: string | null
  targetId: string | null
  connectorName: string | null
  detail: unknown
}

/** Who has done what, newest first. */
export function AuditTable(props: {
  base: string
  /** On the page of one connector, which one. */
  connectorId?: string
  events: ShownAuditEvent[]
  next: string | null
  query: AuditQuery
  connectors: { id: string; name: string }[] | null
  timeZone: string
}) {
  const t = useTranslations('audit')
  const { base, events, query, connectors, timeZone } = props
  const { after, ...choice } = query
  const exported = { ...choice, ...(props.connectorId && { connector: props.connectorId }) }
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <AuditFilter base={base} choice={choice} connectors={connectors} />
      <AuditExport choice={exported} />
      {events.length === 0 && <p className={cards.empty}>{t('none')}</p>}
      {events.length > 0 && (
        <table className={cards.table}>
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('outcome')}</th>
              <th scope="col">{t('detail')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <td data-label={t('when')}>
                  <When at={event.at} timeZone={timeZone} />
                </td>
                <td data-label={t('who')}>{event.actorName}</td>
                <td data-label={t('what')}>
                  <div>
                    <ActionName action={event.action} />
                    {connectors && event.connectorName && event.targetId && (
                      <p className={styles.second}>
                        <Link href={`/data-connectors/connectors/${event.targetId}/audit` as Route}>
                          {event.connectorName}
                        </Link>
                      </p>
                    )}
                  </div>
                </td>
                <td data-label={t('outcome')}>
                  <OutcomeLabel outcome={event.outcome} />
                </td>
                <td data-label={t('detail')}>
                  <ul className={styles.facts}>
                    {auditFacts(event.detail).map((fact) => (
                      <Fact key={fact.name} fact={fact} />
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <KeyPaging base={base} query={choice} isFirst={!after} next={props.next} label={t('pages')} />
    </section>
  )
}

/** An event of an older or newer build is told by its code. */
function ActionName({ action }: { action: string }) {
  const t = useTranslations('audit')
  const isKnown = (AUDIT_ACTIONS as readonly string[]).includes(action)
  return <span className={styles.action}>{isKnown ? t(`actions.${action as AuditAction}`) : action}</span>
}

function Fact({ fact: { name, was, is } }: { fact: AuditFact }) {
  const t = useTranslations('audit')
  return (
    <li>
      {name && <span className={cards.mono}>{name}: </span>}
      {was === undefined ? is : t('change', { was, is })}
    </li>
  )
}
