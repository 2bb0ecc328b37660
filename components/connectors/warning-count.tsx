import { ErrorCircle16Filled, Warning16Filled } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import { type ConnectorWarning, warningSeverity, worstWarning } from '#lib/domain/connector-warnings.ts'
import table from './connector-table.module.css'
import styles from './connectors.module.css'

/** How many warnings a connector has, and the worst of them in a few words; the details say all. */
export function WarningCount({ warnings }: { warnings: ConnectorWarning[] }) {
  const t = useTranslations('connectors')
  const format = useFormatter()
  const worst = worstWarning(warnings)
  if (!worst) {
    return (
      <span className={styles.none}>
        <span aria-hidden>–</span>
        <span className="visually-hidden">{t('noWarnings')}</span>
      </span>
    )
  }
  return (
    <span className={styles.lines}>
      <span className={table.warningCount}>
        {warningSeverity(worst) === 'error' ? (
          <ErrorCircle16Filled className={styles['icon-failed'] ?? ''} aria-hidden />
        ) : (
          <Warning16Filled className={styles['icon-completed-with-problems'] ?? ''} aria-hidden />
        )}
        <span className="visually-hidden">{t('warningCount', { count: warnings.length })}</span>
        <span aria-hidden>{format.number(warnings.length)}</span>
      </span>
      <span className={styles.quiet}>{t(`warningKinds.${worst.kind}`)}</span>
    </span>
  )
}
