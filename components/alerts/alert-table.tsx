import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { KeyPaging } from '#components/fields/key-paging.tsx'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import { alertPath } from '#lib/domain/alert-path.ts'
import type { DeliveredAlert } from '#lib/domain/listed-alert.ts'
import { type AlertChoice, AlertFilter } from './alert-filter.tsx'
import styles from './alerts.module.css'
import { DeliveryState } from './delivery-state.tsx'
import { type RetryAction, RetryButton } from './retry-button.tsx'
import { SeverityIcon } from './severity-icon.tsx'
import { UndeliveredNotice } from './undelivered-notice.tsx'
import { useAlertWords } from './use-alert-words.ts'

/** Every alert, newest first, with what became of telling it. `retry` null: to read only. */
export function AlertTable(props: {
  alerts: DeliveredAlert[]
  next: string | null
  undelivered: number
  connectors: { id: string; name: string }[]
  query: AlertChoice & { after?: string | undefined }
  retry: RetryAction | null
}) {
  const t = useTranslations('alerts.list')
  const { alerts, query, retry } = props
  const { after, ...choice } = query
  const isFiltered = Object.values(choice).some((value) => value !== undefined)
  return (
    <div className={cards.stack}>
      <UndeliveredNotice count={props.undelivered} isShown={query.delivery === 'failed'} retry={retry} />
      <section className={`${cards.card} ${cards.flush}`}>
        {(alerts.length > 0 || isFiltered || after) && (
          <AlertFilter connectors={props.connectors} choice={choice} />
        )}
        {alerts.length === 0 && !isFiltered && !after && (
          <div className={styles.empty}>
            <h2>{t('none')}</h2>
            <p>{t('noneText')}</p>
          </div>
        )}
        {alerts.length === 0 && (isFiltered || after) && <p className={cards.empty}>{t('noneFound')}</p>}
        {alerts.length > 0 && (
          <table className={cards.table}>
            <thead>
              <tr>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('found')}</th>
                <th scope="col">{t('delivery')}</th>
              </tr>
            </thead>
            <tbody>
              {alerts.map((alert) => (
                <Row key={alert.id} alert={alert} retry={retry} />
              ))}
            </tbody>
          </table>
        )}
        <KeyPaging base="/alerts" query={choice} isFirst={!after} next={props.next} label={t('pages')} />
      </section>
    </div>
  )
}

function Row({ alert, retry }: { alert: DeliveredAlert; retry: RetryAction | null }) {
  const t = useTranslations('alerts')
  const { title, body } = useAlertWords()(alert)
  const { timeZone, deliveries, resolvedAt, resolution } = alert
  return (
    <tr>
      <td data-label={t('list.what')}>
        <div className={styles.what}>
          <SeverityIcon kind={alert.kind} state={alert.state} />
          <div>
            <p className={styles.title}>
              <Link href={alertPath(alert) as Route}>{title}</Link>
            </p>
            <p className={styles.second}>{body}</p>
            {alert.occurrences > 1 && (
              <p className={cards.quiet}>{t('list.occurrences', { count: alert.occurrences })}</p>
            )}
          </div>
        </div>
      </td>
      <td data-label={t('list.state')}>
        <div>
          {t(`states.${alert.state}`)}
          {resolvedAt && resolution && (
            <p className={cards.quiet}>
              {t.rich(`resolvedBy.${resolution}`, {
                when: () => <When at={resolvedAt} timeZone={timeZone} />,
              })}
            </p>
          )}
        </div>
      </td>
      <td data-label={t('list.found')}>
        <When at={alert.raisedAt} timeZone={timeZone} />
      </td>
      <td data-label={t('list.delivery')}>
        <ul className={styles.lines}>
          {deliveries.length === 0 && <li>{t('list.inApp')}</li>}
          {deliveries.map((delivery) => (
            <li key={delivery.id}>
              <DeliveryState delivery={delivery} timeZone={timeZone} />
              {retry && delivery.state === 'failed' && (
                <RetryButton
                  alertId={alert.id}
                  deliveryId={delivery.id}
                  channel={delivery.channel}
                  action={retry}
                />
              )}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}
