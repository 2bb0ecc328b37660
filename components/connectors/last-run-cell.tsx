'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Link } from '#components/fields/link.tsx'
import type { RunCounts } from '#lib/domain/run-books.ts'
import styles from './connectors.module.css'

/** What was not simply imported, in the order of the report. */
const REST = ['partiallyImported', 'skipped', 'failed', 'pending'] as const satisfies (keyof RunCounts)[]

/** What the newest run brought, in two lines; the first leads to its report. */
export function LastRunCell({
  connector,
}: {
  connector: { id: string; name: string; lastRun: { id: string; counts: RunCounts } | null }
}) {
  const t = useTranslations('connectors')
  const { id, name, lastRun: run } = connector
  if (!run) return <span className={styles.none}>{t('noRun')}</span>
  const { counts } = run
  const rest = REST.filter((key) => counts[key] > 0)
  return (
    <span className={styles.lines}>
      <Link className={styles.runLink} href={`/data-connectors/connectors/${id}/runs/${run.id}` as Route}>
        {t.rich('imported', {
          count: counts.imported,
          strong: (number) => <span className={styles.strong}>{number}</span>,
        })}
        <span className="visually-hidden"> {t('report', { name })}</span>
      </Link>
      <span className={styles.quiet}>
        {rest.map((key, index) => (
          <Fragment key={key}>
            {index > 0 && ', '}
            <span className={key === 'failed' ? styles.danger : ''}>
              {t(`rest.${key}`, { count: counts[key] })}
            </span>
          </Fragment>
        ))}
        {rest.length === 0 && counts.imported > 0 && t('rest.none')}
      </span>
    </span>
  )
}
