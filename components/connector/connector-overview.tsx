import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import { RunCountsCard } from '#components/run/run-counts.tsx'
import { connectorSentence } from '#lib/domain/connector-sentence.ts'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import type { Book, RunCounts } from '#lib/domain/run-books.ts'
import styles from './connector.module.css'

export type OverviewFacts = {
  connector: {
    id: string
    status: ConnectorStatus
    quarantinedCount: number
    nextRunAt: Date | null
    timeZone: string
  }
  run: {
    id: string
    createdAt: Date
    counts: RunCounts
    packagesRefused: number
    items: Book
    deliveries: Book
    isGoingOn: boolean
  } | null
  lastPause: { by: string; at: Date } | null
  scheduleTime: string
}

/** How the connector is doing, in one sentence and the numbers behind it. */
export function ConnectorOverview(facts: OverviewFacts) {
  const t = useTranslations('connector')
  const { connector, run } = facts
  return (
    <div className={styles.page}>
      <Sentence {...facts} />
      {run ? (
        <>
          <div className={cards.cardHead}>
            <div>
              <h2>{t('lastRun')}</h2>
              <p className={cards.quiet}>
                {t.rich('began', {
                  when: () => <When at={run.createdAt} timeZone={connector.timeZone} />,
                })}
              </p>
            </div>
            <Link href={`/data-connectors/connectors/${connector.id}/runs/${run.id}` as Route}>
              {t('openRun')}
            </Link>
          </div>
          <RunCountsCard
            counts={run.counts}
            items={run.items}
            deliveries={run.deliveries}
            isCounting={run.isGoingOn}
          />
        </>
      ) : (
        <p>{t('noRun')}</p>
      )}
      <div className={styles.sides}>
        <section className={cards.card}>
          <h2>{t('next')}</h2>
          <p className={styles.strong}>
            {connector.nextRunAt ? (
              <When at={connector.nextRunAt} timeZone={connector.timeZone} />
            ) : (
              t('nextNone')
            )}
          </p>
          <p className={cards.quiet}>
            {t('daily', { time: facts.scheduleTime, timeZone: connector.timeZone })}
          </p>
        </section>
        <section className={cards.card}>
          <h2>{t('quarantineTitle')}</h2>
          <p className={styles.strong}>{t('quarantineCount', { count: connector.quarantinedCount })}</p>
          {connector.quarantinedCount > 0 && <p className={cards.quiet}>{t('quarantineText')}</p>}
        </section>
      </div>
    </div>
  )
}

function Sentence({ connector, run, lastPause }: OverviewFacts) {
  const t = useTranslations('connector.overview')
  const sentence = connectorSentence(connector.status, run)
  return (
    <p>
      <span className={styles.sentence}>{t(sentence, { items: run?.counts.itemsAvailable ?? 0 })}</span>{' '}
      {sentence === 'with-problems' &&
        run &&
        t('problems', {
          quarantined: run.counts.itemsQuarantined,
          failed: run.counts.failed,
          refused: run.packagesRefused,
        })}
      {sentence === 'paused' &&
        lastPause &&
        t.rich('pausedBy', {
          name: lastPause.by,
          when: () => <When at={lastPause.at} timeZone={connector.timeZone} />,
        })}
    </p>
  )
}
