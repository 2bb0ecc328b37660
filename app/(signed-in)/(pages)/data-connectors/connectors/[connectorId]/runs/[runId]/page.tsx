import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { getFormatter, getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#components/connectors/live-refresh.tsx'
import { StatusLabel } from '#components/connectors/status-label.tsx'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import { NotImportedTable } from '#components/run/not-imported-table.tsx'
import { PackageRefusals } from '#components/run/package-refusals.tsx'
import styles from '#components/run/run.module.css'
import { RunCountsCard } from '#components/run/run-counts.tsx'
import { RunFailure } from '#components/run/run-failure.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { isMoving } from '#lib/domain/connector-status.ts'
import { isFinal } from '#lib/domain/run-state.ts'
import { pageNumber } from '#lib/server/page-number.ts'
import { readRun } from '#lib/server/read-run.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/runs/[runId]'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connectors'))('lastRun') }
}

export default async function RunPage({ params, searchParams }: Props) {
  const address = await params
  const report = await readRun(address, pageNumber((await searchParams).page))
  const t = await getTranslations('run')
  const tHome = await getTranslations('dataConnectors')
  const tStatus = await getTranslations('status')
  const format = await getFormatter()
  const { run, connector, status } = report
  const { timeZone } = connector
  const base = `/data-connectors/connectors/${connector.id}/runs`
  const began = format.dateTime(run.createdAt, {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return (
    <>
      <PageHead
        crumbs={[
          { label: tHome('title'), href: '/data-connectors' },
          { label: tHome('connectorsTab'), href: '/data-connectors/connectors' },
          { label: connector.name, href: `/data-connectors/connectors/${connector.id}` as Route },
        ]}
        title={t('title', { when: began })}
        beside={<StatusLabel status={status} />}
      />
      <LiveRefresh isMoving={isMoving(status)} announcement={tStatus(status.kind)} />
      <div className={styles.page}>
        <p className={cards.quiet}>
          {t(`trigger.${toTrigger(run.trigger)}`, { name: run.requestedBy ?? '' })}{' '}
          {t('packages', { taken: run.packagesTaken, refused: run.packagesRefused })}{' '}
          {run.finishedAt &&
            t.rich('took', {
              when: () => run.finishedAt && <When at={run.finishedAt} timeZone={timeZone} />,
            })}{' '}
          {timeZone}
        </p>
        {connector.isPaused && !isFinal(run.state) && <p role="note">{t('connectorPaused')}</p>}
        {run.errorCode && <RunFailure code={run.errorCode} detail={run.errorDetail} />}
        <RunCountsCard
          counts={run.counts}
          items={report.items}
          deliveries={report.deliveries}
          isCounting={isMoving(status)}
        />
        <PackageRefusals refusals={report.refusals} />
        <NotImportedTable
          rows={report.notImported.rows}
          total={report.notImported.total}
          page={report.page}
          pageCount={report.pageCount}
          base={`${base}/${run.id}`}
          timeZone={timeZone}
        />
        {report.otherRuns.length > 0 && (
          <section className={cards.card}>
            <h2>{t('otherRuns')}</h2>
            <ul>
              {report.otherRuns.map((other) => (
                <li key={other.id}>
                  <Link href={`${base}/${other.id}` as Route}>
                    <When at={other.createdAt} timeZone={timeZone} />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  )
}

function toTrigger(trigger: string): 'schedule' | 'manual' | 'api' {
  return trigger === 'schedule' || trigger === 'api' ? trigger : 'manual'
}
