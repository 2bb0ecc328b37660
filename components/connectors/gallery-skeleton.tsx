'use client'

import { SkeletonItem } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import styles from './gallery.module.css'

const NUMBER_LABELS = ['connectors', 'newest', 'imported', 'quarantine'] as const

/** The Overview while the state of the connectors is read. */
export function GallerySkeleton({ typeCount, hasNotice }: { typeCount: number; hasNotice: boolean }) {
  const t = useTranslations('gallery')
  return (
    <SkeletonFrame what="overview">
      <div className={cards.stack}>
        {hasNotice && <SkeletonText kind="caption" width="360px" />}
        <div className={styles.bar}>
          <h2>{t('title')}</h2>
          <SkeletonItem className={styles.search ?? ''} size={32} style={{ width: 240 }} />
        </div>
        {Array.from({ length: typeCount }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cards without content never change places.
          <section key={index} className={`${cards.card} ${styles.hero}`}>
            <SkeletonItem shape="square" size={48} />
            <div className={cards.stack}>
              <SkeletonText kind="number" width="240px" />
              <SkeletonText width={90} />
              <SkeletonText width={70} />
              <SkeletonItem size={32} style={{ width: 96 }} />
            </div>
            <dl className={styles.numbers}>
              {NUMBER_LABELS.map((label) => (
                <div key={label}>
                  <dt>{t(label)}</dt>
                  <dd>
                    <SkeletonText width="56px" />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </SkeletonFrame>
  )
}
