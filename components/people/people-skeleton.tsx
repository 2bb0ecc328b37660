'use client'

import { SkeletonItem } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import tiles from '#components/fields/tile.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonTable } from '#components/loading/skeleton-table.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'

const ROW_COUNT = 8
const TILES = ['people', 'writing', 'quiet', 'silent', 'mailboxProblem']
const COLUMNS = ['person', 'mappedBy', 'days', 'lastMessage', 'state'] as const

/** The people while they are read. */
export function PeopleSkeleton() {
  const t = useTranslations('people')
  return (
    <SkeletonFrame what="people">
      <div className={cards.stack}>
        <div className={tiles.tiles}>
          {TILES.map((tile) => (
            <div key={tile} className={cards.card}>
              <SkeletonText width={80} />
              <SkeletonItem size={28} />
            </div>
          ))}
        </div>
        <section className={`${cards.card} ${cards.flush}`}>
          <SkeletonTable rowCount={ROW_COUNT} columns={COLUMNS.map((name) => ({ label: t(name) }))} />
        </section>
      </div>
    </SkeletonFrame>
  )
}
