'use client'

import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonTable } from '#components/loading/skeleton-table.tsx'

const ROW_COUNT = 8

/** The list of alerts while it is read. */
export function AlertsSkeleton() {
  const t = useTranslations('alerts.list')
  return (
    <SkeletonFrame what="alerts">
      <section className={`${cards.card} ${cards.flush}`}>
        <SkeletonTable
          rowCount={ROW_COUNT}
          columns={[
            { label: t('what') },
            { label: t('state') },
            { label: t('found') },
            { label: t('delivery') },
          ]}
        />
      </section>
    </SkeletonFrame>
  )
}
