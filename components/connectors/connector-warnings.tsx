import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import { alertPath } from '#lib/domain/alert-path.ts'
import { type ConnectorWarning, isRunWarning } from '#lib/domain/connector-warnings.ts'
import styles from './connectors.module.css'
import { useWarningText } from './use-warning-text.ts'

/** The connector's own page names more. */
const MOST_NAMED = 2

/** What somebody should know beside the status, a line each. */
export function ConnectorWarnings(props: {
  connectorId: string
  warnings: ConnectorWarning[]
  errorCode: string | null
}) {
  const t = useTranslations('connectors.warnings')
  const textOf = useWarningText(MOST_NAMED)
  const tError = useTranslations('run.errors')
  const key = props.errorCode as Parameters<typeof tError>[0]
  return (
    <>
      {props.errorCode && (
        <span className={styles.warning}>{tError.has(key) ? tError(key) : tError('other')}</span>
      )}
      {props.warnings.map((warning) => (
        <span key={warning.kind} className={styles.warning}>
          {textOf(warning)}
          {isRunWarning(warning) && (
            <>
              {' '}
              <Link href={`/data-connectors/connectors/${props.connectorId}/runs/${warning.runId}` as Route}>
                {t('seeRun')}
              </Link>
            </>
          )}
          {warning.kind === 'people-silent' && (
            <>
              {' '}
              <Link
                href={
                  alertPath({ kind: 'people-silent', connectorId: props.connectorId, runId: null }) as Route
                }
              >
                {t('seePeople')}
              </Link>
            </>
          )}
          {warning.kind === 'address-moved' && (
            <>
              {' '}
              <Link href={movedRowsAddress(props.connectorId)}>{t('seeRows')}</Link>
            </>
          )}
        </span>
      ))}
    </>
  )
}

/** The rows whose address belongs to somebody else by now. */
export function movedRowsAddress(connectorId: string): Route {
  return `/data-connectors/connectors/${connectorId}/mapping?rows=moved` as Route
}
