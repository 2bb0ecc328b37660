'use client'

import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonTable } from '#components/loading/skeleton-table.tsx'

const ROW_COUNT = 8
const COLUMNS = ['when', 'who', 'what', 'outcome', 'detail'] as const

/** The audit log while it is read. */
export function AuditSkeleton() {
  const t = useTranslations('audit')
  return (
    <SkeletonFrame what="audit">
      <section className={`${cards.card} ${cards.flush}`}>
        <SkeletonTable rowCount={ROW_COUNT} columns={COLUMNS.map((name) => ({ label: t(name) }))} />
      </section>
    </SkeletonFrame>
  )
}
