'use client'

import { SkeletonItem } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import loading from '#components/loading/loading.module.css'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import funnel from '#components/run/run-funnel.module.css'
import styles from './connector.module.css'

const OUTCOMES = ['imported', 'partial', 'skipped', 'failed']
const CHOICES = ['site', 'username', 'automatic', 'custom']

/** A connector's Overview while it is read: the sentence, the last run, what is next, what waits, the choices. */
export function OverviewSkeleton() {
  const t = useTranslations('connector')
  return (
    <SkeletonFrame what="connector">
      <div className={styles.page}>
        <div className={loading.row}>
          <SkeletonItem shape="circle" size={20} />
          <SkeletonText width="420px" />
        </div>
        <div className={styles.columns}>
          <section className={cards.card}>
            <h2>{t('lastRun')}</h2>
            <SkeletonText kind="caption" width="280px" />
            <div className={`${funnel.funnel} ${styles.funnelSkeleton}`}>
              <div className={funnel.stages}>
                <SkeletonItem size={96} />
                <SkeletonItem size={96} />
              </div>
              <div className={funnel.outcomes}>
                {OUTCOMES.map((outcome) => (
                  <SkeletonText key={outcome} width={100} />
                ))}
              </div>
            </div>
            <div className={loading.lines}>
              <SkeletonText width={80} />
              <SkeletonText width={90} />
            </div>
          </section>
          <div className={styles.stack}>
            <section className={cards.card}>
              <h2>{t('next')}</h2>
              <SkeletonText kind="number" width={70} />
              <SkeletonText kind="caption" width={60} />
            </section>
            <section className={cards.card}>
              <h2>{t('quarantineTitle')}</h2>
              <SkeletonText kind="number" width={80} />
              <SkeletonText kind="caption" width={90} />
              <SkeletonText kind="caption" width={40} />
            </section>
          </div>
        </div>
        <section className={cards.card}>
          <h2>{t('choices')}</h2>
          <div className={`${loading.lines} ${styles.note}`}>
            {CHOICES.map((choice) => (
              <SkeletonText key={choice} width="420px" />
            ))}
          </div>
        </section>
      </div>
    </SkeletonFrame>
  )
}
