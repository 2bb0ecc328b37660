import { useTranslations } from 'next-intl'
import { StatusIcon } from '#components/connectors/status-label.tsx'
import { useWarningText } from '#components/connectors/use-warning-text.ts'
import cards from '#components/fields/card.module.css'
import { type ConnectorWarning, isCompletenessWarning } from '#lib/domain/connector-warnings.ts'
import styles from './connector.module.css'

const MOST_NAMED = 5

/** What seems to be missing from the archive: what it means, and what to do. Not there when nothing is. */
export function CompletenessWarnings({ warnings }: { warnings: readonly ConnectorWarning[] }) {
  const t = useTranslations('connector.completeness')
  const textOf = useWarningText(MOST_NAMED)
  const found = warnings.filter(isCompletenessWarning)
  if (found.length === 0) return null
  return (
    <section className={`${cards.card} ${cards.stack}`}>
      <h2>{t('title')}</h2>
      {found.map((warning) => (
        <div key={warning.kind} className={styles.missing}>
          <StatusIcon kind="completed-with-problems" />
          <div>
            <p>
              <strong>{textOf(warning)}</strong>
            </p>
            <p className={cards.quiet}>{t(warning.kind)}</p>
          </div>
        </div>
      ))}
    </section>
  )
}
