'use client'

import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonTable } from '#components/loading/skeleton-table.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import styles from './run.module.css'

const MOST_ROWS = 5

/** What a run's report says piece by piece, while it is read. How many pieces there are is known by then. */
export function RunSkeleton(props: { notImportedCount: number; packageCount: number }) {
  const t = useTranslations('run')
  const subjectCell = (
    <span>
      <SkeletonText width={90} />
      <SkeletonText kind="caption" width={70} />
    </span>
  )
  return (
    <SkeletonFrame what="run">
      <div className={styles.page}>
        <section className={`${cards.card} ${cards.flush}`}>
          <div className={styles.tableHead}>
            <h2>{t('notImportedTitle')}</h2>
            <SkeletonText kind="caption" width="80px" />
          </div>
          {props.notImportedCount > 0 && (
            <SkeletonTable
              rowCount={Math.min(MOST_ROWS, props.notImportedCount)}
              columns={[
                { label: t('subject'), cell: subjectCell },
                { label: t('sent') },
                { label: t('mailbox') },
                { label: t('outcome') },
                { label: t('why') },
              ]}
            />
          )}
        </section>
        {props.packageCount > 0 && (
          <section className={`${cards.card} ${cards.flush}`}>
            <div className={styles.tableHead}>
              <h2>{t('packagesTitle')}</h2>
              <SkeletonText kind="caption" width="120px" />
            </div>
            <SkeletonTable
              rowCount={Math.min(MOST_ROWS, props.packageCount)}
              columns={[
                { label: t('package') },
                { label: t('messages'), isNumber: true },
                { label: t('size'), isNumber: true },
                { label: t('check') },
              ]}
            />
          </section>
        )}
      </div>
    </SkeletonFrame>
  )
}
