import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import { RunFunnel } from '#components/run/run-funnel.tsx'
import type { ConnectorWarning } from '#lib/domain/connector-warnings.ts'
import type { Book, RunCounts } from '#lib/domain/run-books.ts'
import { CompletenessWarnings } from './completeness-warnings.tsx'
import styles from './connector.module.css'
import { ConnectorChoices, type ConnectorChoicesFacts } from './connector-choices.tsx'
import { type CalendarDay, CoverageCalendar } from './coverage-calendar.tsx'
import { MovedAddresses } from './moved-addresses.tsx'
import { DeliveriesChart, MessagesChart } from './overview-charts.tsx'
import { QuarantineReasons } from './quarantine-reasons.tsx'
import type { RedriveAction } from './redrive-planned.tsx'
import { StateSentence } from './state-sentence.tsx'
import { type RunFacts, whyNoRun } from './why-no-run.ts'

export type OverviewFacts = {
  connector: RunFacts & {
    id: string
    nextRunAt: Date | null
    timeZone: string
    warnings: ConnectorWarning[]
  }
  run: {
    id: string
    trigger: string
    createdAt: Date
    finishedAt: Date | null
    counts: RunCounts
    packagesTaken: number
    packagesRefused: number
    items: Book
    deliveries: Book
    isGoingOn: boolean
  } | null
  lastPause: { by: string; at: Date } | null
  /** When the run should have begun that has not. */
  late: Date | null
  newestMessageAt: Date | null
  quarantine: { reason: string; count: number }[]
  /** The last days, by the connector's calendar. */
  days: {
    messages: ComponentProps<typeof MessagesChart>['messages']
    deliveries: ComponentProps<typeof DeliveriesChart>['deliveries']
    coverage: CalendarDay[]
    startedOn: string
  }
} & ConnectorChoicesFacts

/** How the connector is doing, in one sentence and the numbers behind it. `redrive` null: to read only. */
export function ConnectorOverview({ redrive, ...facts }: OverviewFacts & { redrive: RedriveAction | null }) {
  const t = useTranslations('connector')
  const { connector } = facts
  const reason = whyNoRun(connector)
  return (
    <div className={styles.page}>
      <StateSentence {...facts} />
      <MovedAddresses connectorId={connector.id} warnings={connector.warnings} />
      <CompletenessWarnings warnings={connector.warnings} />
      <div className={styles.columns}>
        <LastRun {...facts} />
        <div className={styles.stack}>
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
              {t('daily', { time: facts.settings.scheduleTime, timeZone: connector.timeZone })}
            </p>
          </section>
          <QuarantineReasons
            connectorId={connector.id}
            reasons={facts.quarantine}
            redrive={redrive && { action: redrive, disabledReason: reason && t(`noSync.${reason}`) }}
          />
        </div>
      </div>
      <Days {...facts} />
      <ConnectorChoices settings={facts.settings} mapping={facts.mapping} />
    </div>
  )
}

/** What came, what became of it, and what did not come. */
function Days({ connector, days }: OverviewFacts) {
  const { id, timeZone } = connector
  const runs = Object.fromEntries(
    days.coverage.flatMap(({ date, brought }) => (brought ? [[date, brought.runId]] : [])),
  )
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <MessagesChart connectorId={id} messages={days.messages} runs={runs} />
        <DeliveriesChart connectorId={id} deliveries={days.deliveries} runs={runs} />
      </div>
      <CoverageCalendar
        connectorId={id}
        days={days.coverage}
        startedOn={days.startedOn}
        timeZone={timeZone}
      />
    </div>
  )
}

function LastRun({ connector, run }: OverviewFacts) {
  const t = useTranslations('connector')
  if (!run) {
    return (
      <section className={cards.card}>
        <h2>{t('lastRun')}</h2>
        <p>{t('noRun')}</p>
      </section>
    )
  }
  const { timeZone } = connector
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={`${cards.cardHead} ${styles.inset}`}>
        <div>
          <h2>{run.isGoingOn ? t('currentRun') : t('lastRun')}</h2>
          <p className={cards.quiet}>
            {t.rich('began', { when: () => <When at={run.createdAt} timeZone={timeZone} /> })}
            {run.finishedAt &&
              t.rich('ended', {
                when: () => run.finishedAt && <When at={run.finishedAt} timeZone={timeZone} />,
              })}
          </p>
        </div>
        <Link href={`/data-connectors/connectors/${connector.id}/runs/${run.id}` as Route}>
          {t('openRun')}
        </Link>
      </div>
      <RunFunnel {...run} isCounting={run.isGoingOn} />
    </section>
  )
}
