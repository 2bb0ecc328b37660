'use client'

import { SkeletonItem } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import { CHECKED_PREREQUISITES, CONFIRMED_PREREQUISITES } from '#lib/domain/prerequisites.ts'
import styles from './product.module.css'

const CHECKS = ['role', ...CHECKED_PREREQUISITES, ...CONFIRMED_PREREQUISITES] as const

/** The checklist of the product page while what was confirmed is read; the checks themselves come after. */
export function ProductSkeleton() {
  const t = useTranslations('product')
  return (
    <SkeletonFrame what="product">
      <section className={cards.card}>
        <div className={cards.cardHead}>
          <h2>{t('readyTitle')}</h2>
        </div>
        <ul className={styles.checks}>
          {CHECKS.map((key) => (
            <li key={key} className={styles.check}>
              <SkeletonItem shape="circle" size={20} />
              <div>
                <SkeletonText width={60} />
                <SkeletonText kind="caption" width={80} />
              </div>
            </li>
          ))}
        </ul>
      </section>
    </SkeletonFrame>
  )
}
