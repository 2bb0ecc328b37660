'use client'

import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { StatusLabel } from '#components/connectors/status-label.tsx'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import styles from './finish.module.css'
import { FirstRunStages } from './first-run-stages.tsx'

export type FirstRun = {
  id: string
  status: ConnectorStatus
  packagesTaken: number
  counts: { itemsAvailable: number; imported: number; itemsQuarantined: number }
}

/** The first run, as far as it is, and when the next one comes. */
export function FirstRunCard(props: {
  run: FirstRun | null
  runPage: string | null
  nextRunAt: Date
  timeZone: string
  progress: ReactNode
}) {
  const t = useTranslations('finish')
  const format = useFormatter()
  const { run } = props
  return (
    <section className={`${cards.card} ${cards.stack}`}>
      <div className={cards.cardHead}>
        <h2>{t('firstRun')}</h2>
        {props.runPage && <Link href={props.runPage as Route}>{t('watch')}</Link>}
      </div>
      {run ? (
        <>
          <StatusLabel status={run.status} />
          <FirstRunStages status={run.status} />
          {props.progress}
        </>
      ) : (
        <p>{t('noRun')}</p>
      )}
      <dl className={styles.numbers}>
        {run && (
          <>
            <div>
              <dt>{t('packages')}</dt>
              <dd>{format.number(run.packagesTaken)}</dd>
            </div>
            <div>
              <dt>{t('items')}</dt>
              <dd>{format.number(run.counts.itemsAvailable)}</dd>
            </div>
            <div>
              <dt>{t('imported')}</dt>
              <dd>{format.number(run.counts.imported)}</dd>
            </div>
          </>
        )}
        <div>
          <dt>{t('nextRun')}</dt>
          <dd>
            <When at={props.nextRunAt} timeZone={props.timeZone} />
          </dd>
        </div>
      </dl>
    </section>
  )
}
