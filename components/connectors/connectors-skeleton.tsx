'use client'

import { SkeletonItem } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import loading from '#components/loading/loading.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonTable } from '#components/loading/skeleton-table.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import styles from './connectors.module.css'

const ROW_COUNT = 8
const CHIP_WIDTHS_PX = [56, 120, 92, 104, 80, 124]

/** The Connectors tab while its connectors are read. */
export function ConnectorsSkeleton() {
  const t = useTranslations('connectors')
  const nameCell = (
    <span className={loading.tile}>
      <SkeletonItem as="span" shape="square" size={28} />
      <span>
        <SkeletonText width="140px" />
        <SkeletonText kind="caption" width="96px" />
      </span>
    </span>
  )
  const statusCell = (
    <span className={loading.tile}>
      <SkeletonItem as="span" shape="circle" size={20} />
      <SkeletonText width="112px" />
    </span>
  )
  const lastRunCell = (
    <span>
      <SkeletonText width="96px" />
      <SkeletonText kind="caption" width="192px" />
    </span>
  )
  return (
    <SkeletonFrame what="connectors">
      <section className={`${cards.card} ${cards.flush}`}>
        <div className={styles.commandRow}>
          <SkeletonItem size={32} style={{ width: 96 }} />
          <SkeletonItem
            className={styles.search ?? ''}
            size={32}
            style={{ width: 220, marginLeft: 'auto' }}
          />
        </div>
        <div className={styles.bar}>
          <div className={styles.chips}>
            {CHIP_WIDTHS_PX.map((width) => (
              <SkeletonItem key={width} size={24} style={{ width, borderRadius: 12 }} />
            ))}
          </div>
        </div>
        <SkeletonTable
          rowCount={ROW_COUNT}
          columns={[
            { label: t('name'), cell: nameCell },
            { label: t('status'), cell: statusCell },
            { label: t('lastRun'), cell: lastRunCell },
            { label: t('quarantine'), isNumber: true },
            { label: t('lastDays'), cell: <SkeletonText width="120px" /> },
            { label: t('freshness'), cell: <SkeletonText width="72px" /> },
            { label: t('nextRun'), cell: <SkeletonText width="104px" /> },
            { label: t('warningsColumn'), cell: <SkeletonText width="64px" /> },
          ]}
        />
      </section>
    </SkeletonFrame>
  )
}
