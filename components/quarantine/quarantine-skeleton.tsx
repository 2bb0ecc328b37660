'use client'

import { SkeletonItem } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import tiles from '#components/fields/tile.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonTable } from '#components/loading/skeleton-table.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import styles from './quarantine.module.css'

const ROW_COUNT = 8
const TILES = ['waiting', 'deliverable', 'withoutUser', 'overLimit']

/** What waits while it is read. */
export function QuarantineSkeleton() {
  const t = useTranslations('quarantine')
  return (
    <SkeletonFrame what="quarantine">
      <div className={styles.page}>
        <SkeletonItem size={40} />
        <div className={tiles.tiles}>
          {TILES.map((tile) => (
            <div key={tile} className={cards.card}>
              <SkeletonText width={80} />
              <SkeletonItem size={28} />
            </div>
          ))}
        </div>
        <section className={`${cards.card} ${cards.flush}`}>
          <SkeletonTable
            rowCount={ROW_COUNT}
            columns={[
              { label: t('reason') },
              { label: t('person') },
              { label: t('items'), isNumber: true },
              { label: t('days') },
              { label: t('now') },
            ]}
          />
        </section>
      </div>
    </SkeletonFrame>
  )
}
