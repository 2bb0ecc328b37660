'use client'

import { SkeletonItem } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import loading from '#components/loading/loading.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonTable } from '#components/loading/skeleton-table.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import styles from './connector.module.css'

const ROW_COUNT = 8
const CHIP_WIDTHS_PX = [48, 92, 100, 164, 64]
const NUMBERS = ['items', 'imported', 'partial', 'skipped', 'failed', 'quarantined'] as const

/** The list of runs while it is read. */
export function RunsSkeleton() {
  const t = useTranslations('connector.runs')
  const statusCell = (
    <span className={loading.tile}>
      <SkeletonItem as="span" shape="circle" size={20} />
      <SkeletonText width={80} />
    </span>
  )
  return (
    <SkeletonFrame what="runs">
      <section className={`${cards.card} ${cards.flush}`}>
        <div className={styles.filter}>
          {CHIP_WIDTHS_PX.map((width) => (
            <SkeletonItem key={width} size={24} style={{ width, borderRadius: 12 }} />
          ))}
        </div>
        <SkeletonTable
          rowCount={ROW_COUNT}
          columns={[
            { label: t('started') },
            { label: t('by') },
            { label: t('status'), cell: statusCell },
            ...NUMBERS.map((label) => ({ label: t(label), isNumber: true })),
          ]}
        />
      </section>
    </SkeletonFrame>
  )
}
