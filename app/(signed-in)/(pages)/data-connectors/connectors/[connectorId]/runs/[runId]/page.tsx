import type { Metadata, Route } from 'next'
import { getTranslations } from 'next-intl/server'
import { LiveStatus } from '#components/connector/live-status.tsx'
import { StatusLabel } from '#components/connectors/status-label.tsx'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { CancelRun } from '#components/run/cancel-run.tsx'
import { DeliverAgain } from '#components/run/deliver-again.tsx'
import { LaterRuns } from '#components/run/later-runs.tsx'
import { NotImportedTable } from '#components/run/not-imported-table.tsx'
import { PackageRefusals } from '#components/run/package-refusals.tsx'
import { ReportLinks } from '#components/run/report-links.tsx'
import styles from '#components/run/run.module.css'
import { RunCancelled } from '#components/run/run-cancelled.tsx'
import { RunCauses } from '#components/run/run-causes.tsx'
import { RunCheckCard } from '#components/run/run-check.tsx'
import { RunCountsCard } from '#components/run/run-counts.tsx'
import { RunFailure } from '#components/run/run-failure.tsx'
import { RunMailboxes } from '#components/run/run-mailboxes.tsx'
import pace from '#components/run/run-pace.module.css'
import { RunPace } from '#components/run/run-pace.tsx'
import { RunPackages } from '#components/run/run-packages.tsx'
import { RunPhases } from '#components/run/run-phases.tsx'
import { RunSkeleton } from '#components/run/run-skeleton.tsx'
import { runTrail } from '#components/run/run-trail.ts'
import { RunUnanswered } from '#components/run/run-unanswered.tsx'
import { Took } from '#components/run/took.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { isMoving } from '#lib/domain/connector-status.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import { isFinal } from '#lib/domain/run-state.ts'
import { readRun } from '#lib/server/read-run.ts'
import { cancelRun, redriveQuarantine } from '../../actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/runs/[runId]'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connectors'))('lastRun') }
}

async function RunPage({ params, searchParams }: Props) {
  const { readFacts, ...report } = await readRun(await params, await searchParams)
  const t = await getTranslations('run')
  const { run, connector, status } = report
  const { timeZone } = connector
  const trail = await runTrail(report)
  const { runsBase: base, base: address } = trail
  return (
    <>
      <PageHead
        crumbs={trail.crumbs}
        title={trail.title}
        beside={<StatusLabel status={status} />}
        actions={
          <div className={styles.headActions}>
            <LiveStatus status={status} showsTime />
            <ReportLinks base={address} />
            {report.canManage && (
              <CancelRun
                connectorId={connector.id}
                runId={run.id}
                state={run.state}
                isAsked={run.cancelRequestedAt !== null}
                action={cancelRun}
              />
            )}
          </div>
        }
      />
      <div className={styles.page}>
        <p className={cards.quiet}>
          {t(`trigger.${toTrigger(run.trigger)}`, { name: run.requestedBy ?? '' })}{' '}
          {run.trigger === 'redrive'
            ? t('takenAgain', { count: run.counts.itemsAvailable })
            : t('packages', { taken: run.packagesTaken, refused: run.packagesRefused })}{' '}
          {run.finishedAt &&
            t.rich('ended', {
              when: () => run.finishedAt && <When at={run.finishedAt} timeZone={timeZone} />,
            })}{' '}
          {run.startedAt && run.finishedAt && (
            <>
              {t('tookLabel')} <Took ms={run.finishedAt.getTime() - run.startedAt.getTime()} />
              {report.averageRate !== null &&
                report.averageRate >= 1 &&
                ` · ${t('pace.average', { rate: Math.round(report.averageRate) })}`}
            </>
          )}
        </p>
        {connector.isPaused && !isFinal(run.state) && <p role="note">{t('connectorPaused')}</p>}
        <RunCancelled run={run} timeZone={timeZone} />
        {run.errorCode && <RunFailure code={run.errorCode} detail={run.errorDetail} />}
        <RunPhases
          phases={report.phases}
          counts={run.counts}
          packagesTaken={run.packagesTaken}
          trigger={run.trigger}
          isBalanced={report.items.balanced && report.deliveries.balanced}
        />
        <RunCountsCard
          trigger={run.trigger}
          counts={run.counts}
          items={report.items}
          deliveries={report.deliveries}
          isCounting={isMoving(status)}
        />
        <p>
          <Link href={`${address}/items` as Route}>{t('showItems')}</Link>
        </p>
        <RunUnanswered people={run.peopleUnanswered} />
        <WhenRead
          read={readFacts}
          skeleton={
            <RunSkeleton notImportedCount={countNotImported(run.counts)} packageCount={run.packagesTaken} />
          }
        >
          {(facts) => (
            <>
              {(facts.pace || facts.mailboxes) && (
                <div className={pace.pair}>
                  {facts.pace && <RunPace pace={facts.pace} timeZone={timeZone} />}
                  {facts.mailboxes && <RunMailboxes {...facts.mailboxes} isPaused={connector.isPaused} />}
                </div>
              )}
              {report.canManage && facts.waiting && (
                <DeliverAgain
                  connectorId={connector.id}
                  runId={run.id}
                  waiting={facts.waiting}
                  isPaused={connector.isPaused}
                  action={redriveQuarantine}
                />
              )}
              <LaterRuns runs={facts.laterRuns} base={base} timeZone={timeZone} />
              <RunCauses causes={facts.causes} base={address} />
              <RunCheckCard check={facts.check} timeZone={timeZone} />
              <PackageRefusals refusals={facts.refusals} />
              <NotImportedTable
                rows={facts.rows}
                causes={facts.causes}
                query={report.query}
                next={facts.next}
                base={address}
                timeZone={timeZone}
              />
              <RunPackages {...facts.packages} />
              {facts.otherRuns.length > 0 && (
                <section className={cards.card}>
                  <h2>{t('otherRuns')}</h2>
                  <ul>
                    {facts.otherRuns.map((other) => (
                      <li key={other.id}>
                        <Link href={`${base}/${other.id}` as Route}>
                          <When at={other.createdAt} timeZone={timeZone} />
                        </Link>
                      </li>
                    ))}
                  </ul>
                </section>
              )}
            </>
          )}
        </WhenRead>
      </div>
    </>
  )
}

function countNotImported(counts: RunCounts): number {
  return counts.itemsQuarantined + counts.partiallyImported + counts.skipped + counts.failed
}

function toTrigger(trigger: string): 'schedule' | 'manual' | 'api' | 'redrive' {
  return trigger === 'schedule' || trigger === 'api' || trigger === 'redrive' ? trigger : 'manual'
}

export default withWords('(signed-in)/(pages)/data-connectors/connectors/[connectorId]/runs/[runId]', RunPage)
