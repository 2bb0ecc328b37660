'use client'

import { useTranslations } from 'next-intl'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonTable } from '#components/loading/skeleton-table.tsx'

const ROWS = 8

/** The list of a run's items while it is read, or searched. */
export function RunItemsSkeleton() {
  const t = useTranslations('items')
  const tRun = useTranslations('run')
  return (
    <SkeletonFrame what="items">
      <SkeletonTable
        rowCount={ROWS}
        columns={[
          { label: tRun('sent') },
          { label: t('kind') },
          { label: t('conversation') },
          { label: tRun('subject') },
          { label: tRun('mailbox') },
          { label: tRun('outcome') },
        ]}
      />
    </SkeletonFrame>
  )
}
