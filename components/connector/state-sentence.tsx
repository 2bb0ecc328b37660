import { useTranslations } from 'next-intl'
import { StatusIcon } from '#components/connectors/status-label.tsx'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import { type ConnectorSentence, connectorSentence } from '#lib/domain/connector-sentence.ts'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import styles from './connector.module.css'
import type { OverviewFacts } from './connector-overview.tsx'

const ICONS: Record<ConnectorSentence, ConnectorStatus['kind']> = {
  paused: 'paused',
  waiting: 'waiting-to-start',
  running: 'importing',
  'all-in': 'completed',
  'with-problems': 'completed-with-problems',
  'open-books': 'failed',
  late: 'completed-with-problems',
  failed: 'failed',
  cancelled: 'cancelled',
}

/** What the page has to say in one sentence, what to do about it, and how fresh the archive is. */
export function StateSentence({ connector, run, lastPause, late, newestMessageAt }: OverviewFacts) {
  const t = useTranslations('connector.overview')
  const { timeZone, nextRunAt } = connector
  const sentence = connectorSentence(connector.status, run, late !== null)
  return (
    <div className={styles.state}>
      <StatusIcon kind={ICONS[sentence]} />
      <p>
        <strong className={styles.sentence}>
          {t.rich(sentence, {
            items: run?.counts.itemsAvailable ?? 0,
            done: run ? run.counts.deliveriesAvailable - run.counts.pending : 0,
            deliveries: run?.counts.deliveriesAvailable ?? 0,
            when: () => late && <When at={late} timeZone={timeZone} />,
          })}
        </strong>{' '}
        {sentence === 'late' && t('lateDo')}
        {sentence === 'with-problems' &&
          run &&
          t('problems', {
            quarantined: run.counts.itemsQuarantined,
            failed: run.counts.failed,
            partial: run.counts.partiallyImported,
            refused: run.packagesRefused,
          })}
        {sentence === 'paused' &&
          lastPause &&
          t.rich('pausedBy', {
            name: lastPause.by,
            when: () => <When at={lastPause.at} timeZone={timeZone} />,
          })}
      </p>
      <p className={`${cards.quiet} ${styles.fresh}`}>
        {newestMessageAt &&
          t.rich('newest', {
            when: () => <When at={newestMessageAt} timeZone={timeZone} zoned={false} />,
          })}
        {newestMessageAt && nextRunAt && ' · '}
        {nextRunAt && t.rich('next', { when: () => <When at={nextRunAt} timeZone={timeZone} /> })}
      </p>
    </div>
  )
}
