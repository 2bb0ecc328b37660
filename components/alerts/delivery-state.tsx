import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import type { AlertDelivery } from '#lib/domain/listed-alert.ts'
import styles from './alerts.module.css'

/** What became of telling somebody of an alert. */
export function DeliveryState({ delivery, timeZone }: { delivery: AlertDelivery; timeZone: string }) {
  const t = useTranslations('alerts')
  const { state, errorCode, errorDetail } = delivery
  const reason = `failures.${errorCode}` as Parameters<typeof t>[0]
  return (
    <>
      <span>
        {t(`channels.${delivery.channel}`)}
        {delivery.event === 'resolved' && ` (${t('list.ofResolution')})`}:{' '}
        {state === 'failed' && <span className={styles.failed}>{t('list.failed')}</span>}
        {state === 'delivered' && t('list.delivered')}
        {state === 'waiting' && <Waiting delivery={delivery} timeZone={timeZone} />}
      </span>
      {state !== 'delivered' && errorCode && (
        <p className={cards.quiet}>
          {t.has(reason) ? t(reason) : errorCode}
          {errorDetail && (
            <>
              {' '}
              <span className={cards.mono}>{errorDetail}</span>
            </>
          )}
        </p>
      )}
    </>
  )
}

function Waiting({ delivery, timeZone }: { delivery: AlertDelivery; timeZone: string }) {
  const t = useTranslations('alerts.list')
  const { attempts, nextTryAt, mode } = delivery
  if (!nextTryAt) return t('waiting')
  const when = () => <When at={new Date(nextTryAt)} timeZone={timeZone} />
  if (attempts > 0) return t.rich('retrying', { count: attempts, when })
  return mode === 'digest' ? t.rich('inDigest', { when }) : t('waiting')
}
