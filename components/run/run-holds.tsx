import { Info20Regular } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import styles from './run-pace.module.css'
import { Took } from './took.tsx'

export type RunHoldsFacts = { mailboxes: number; longestMs: number; from: Date; to: Date }

/** That Microsoft asked to wait is no fault: it is said so that nobody looks for one. */
export function RunHolds({ holds, timeZone }: { holds: RunHoldsFacts; timeZone: string }) {
  const t = useTranslations('run.holds')
  const format = useFormatter()
  const timeOf = (at: Date) =>
    format.dateTime(at, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (
    <div className={styles.holds}>
      <Info20Regular aria-hidden />
      <p>
        <strong>{t('slower', { from: timeOf(holds.from), to: timeOf(holds.to) })}</strong>{' '}
        {t.rich('asked', { count: holds.mailboxes, longest: () => <Took ms={holds.longestMs} /> })}
      </p>
    </div>
  )
}
